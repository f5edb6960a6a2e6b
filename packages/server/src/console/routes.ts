import {
  CONSOLE_OPERATIONS,
  CONSOLE_PREFIX,
  type ConsoleSessionRepresentation,
  text,
} from "@dingdan/contract";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { KeyCheck } from "../admin-keys/key-check.js";
import type { Clock } from "../clock.js";
import { GuessLimit } from "../domain/guess-limit.js";
import { registerHttpOperation } from "../http/http-operation.js";
import { Problem } from "../http/problem.js";
import {
  clearConsoleCookie,
  consoleToken,
  refuseOtherSites,
  requireConsoleHeader,
  setConsoleCookie,
} from "./session-cookie.js";
import {
  type ConsoleStores,
  type Credential,
  findSignedIn,
  type SignedIn,
  signIn,
} from "./sessions.js";

/** Registers the console's sessions: signing in and out. */
export function registerConsoleRoutes(
  server: FastifyInstance,
  stores: ConsoleStores,
  clock: Clock,
  keys: KeyCheck,
): void {
  const { signIn: open, getSession, signOut } = CONSOLE_OPERATIONS;
  const guesses = new GuessLimit();

  registerHttpOperation(server, CONSOLE_PREFIX, open, async ({ body, request, reply }) => {
    refuseOtherSites(request);
    const nowMs = clock.nowMs();
    if (!guesses.mayGuess(request.ip, nowMs)) throw tooManyGuesses();
    const credential = credentialOf(body);
    const signedIn = await signIn(credential, stores, { keys, nowMs });
    if (signedIn === null) {
      guesses.countWrong(request.ip, nowMs);
      throw wrongCredential(credential);
    }
    setConsoleCookie(request, reply, signedIn.token);
    return representSession(signedIn);
  });

  const requireSession = async (request: FastifyRequest): Promise<SignedIn> => {
    const terms = { keys, nowMs: clock.nowMs() };
    const signedIn = await findSignedIn(consoleToken(request), stores, terms);
    if (signedIn === null) throw notSignedIn();
    return signedIn;
  };

  registerHttpOperation(server, CONSOLE_PREFIX, getSession, async ({ request }) =>
    representSession(await requireSession(request)),
  );

  registerHttpOperation(server, CONSOLE_PREFIX, signOut, async ({ request, reply }) => {
    const { session } = await requireSession(request);
    requireConsoleHeader(request);
    await stores.consoleSessions.remove(session.tokenHash);
    clearConsoleCookie(request, reply);
    return {};
  });
}

function credentialOf(body: {
  readonly admin_key?: string;
  readonly appid?: string;
  readonly secret?: string;
}): Credential {
  const { admin_key: adminKey, appid, secret } = body;
  if (adminKey && !appid && !secret) return { kind: "key", adminKey };
  if (!adminKey && appid && secret) return { kind: "merchant", appid, secret };
  throw new Problem(
    400,
    text(
      "Send either admin_key, or appid and secret.",
      "请只发送 admin_key，或同时发送 appid 与 secret。",
    ),
  );
}

const representSession = ({ session, name }: SignedIn): ConsoleSessionRepresentation => ({
  role: session.role,
  appid: session.appid,
  name,
  expires_at: new Date(session.expiresAtMs).toISOString(),
});

const wrongCredential = ({ kind }: Credential) =>
  new Problem(
    401,
    kind === "key"
      ? text(
          "This is not a valid admin key. `dingdan serve` printed the first one; `dingdan admin-key list` shows which keys are active.",
          "管理密钥不正确或已失效。`dingdan serve` 首次启动时显示过密钥；`dingdan admin-key list` 可查看有效的密钥。",
        )
      : text("No app has this appid and this secret.", "appid 与 secret 不匹配。"),
  );

const tooManyGuesses = () =>
  new Problem(
    429,
    text(
      "Too many failed attempts from your address: try again in a minute.",
      "您的地址失败次数过多：请一分钟后再试。",
    ),
  );

const notSignedIn = () =>
  new Problem(401, text("Not signed in: sign in first.", "当前未登录，请先登录。"));
