import {
  CONSOLE_OPERATIONS,
  CONSOLE_PREFIX,
  type ConsoleSessionRepresentation,
  text,
} from "@dingdan/contract";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { KeyCheck } from "../admin-keys/key-check.js";
import type { AuditTrail } from "../audit/audit-trail.js";
import type { Clock } from "../clock.js";
import {
  type Attempt,
  atAdminKey,
  atAppSecret,
  atConsoleSession,
  atUnknownApp,
} from "../guesses/doors.js";
import type { GuessLimit } from "../guesses/guess-limit.js";
import { requireMayGuess, tryCredential } from "../guesses/try-credential.js";
import { registerHttpOperation } from "../http/http-operation.js";
import { requireOwnSite } from "../http/own-site.js";
import { Problem } from "../http/problem.js";
import type { PublicOrigin } from "../http/public-origin.js";
import type { Sealer } from "../secrets/seal.js";
import { auditSessions } from "./audit-sessions.js";
import type { EventStreams } from "./event-streams.js";
import {
  clearConsoleCookie,
  consoleToken,
  requireConsoleHeader,
  setConsoleCookie,
} from "./session-cookie.js";
import {
  type ConsoleStores,
  type Credential,
  findSignedIn,
  openerOf,
  openSession,
  type SignedIn,
} from "./sessions.js";

export interface ConsoleParts {
  readonly keys: KeyCheck;
  readonly guesses: GuessLimit;
  readonly streams: EventStreams;
  readonly publicOrigin: PublicOrigin;
  readonly trail: AuditTrail;
  readonly sealer: Sealer;
}

/** Registers the console's sessions, signing in and out, and the stream that keeps its pages up to date. */
export function registerConsoleRoutes(
  server: FastifyInstance,
  stores: ConsoleStores,
  clock: Clock,
  { keys, guesses, streams, publicOrigin, trail, sealer }: ConsoleParts,
): void {
  const { signIn: open, getSession, signOut, followEvents } = CONSOLE_OPERATIONS;
  const acts = auditSessions(server, { trail, sealer });

  registerHttpOperation(server, CONSOLE_PREFIX, open, async ({ body, request, reply }) => {
    const credential = credentialOf(body);
    const attempt = await attemptWith(credential, stores, request.ip);
    const opener = await tryCredential(guesses, attempt, () => openerOf(credential, stores, keys));
    if (opener === null) throw wrongCredential(credential);
    await acts.begin(request, opener);
    const signedIn = await openSession(opener, stores, clock.nowMs());
    guesses.right(atConsoleSession(request.ip));
    setConsoleCookie(request, reply, signedIn.token);
    return representSession(signedIn);
  });

  const requireSession = async (request: FastifyRequest): Promise<SignedIn> => {
    const token = consoleToken(request);
    if (!token) throw notSignedIn();
    const attempt = atConsoleSession(request.ip);
    requireMayGuess(guesses, attempt);
    const signedIn = await findSignedIn(token, stores, { keys, nowMs: clock.nowMs() });
    if (signedIn !== null) return signedIn;
    await guesses.wrong(attempt);
    throw notSignedIn();
  };

  registerHttpOperation(server, CONSOLE_PREFIX, getSession, async ({ request }) =>
    representSession(await requireSession(request)),
  );

  registerHttpOperation(server, CONSOLE_PREFIX, signOut, async ({ request, reply }) => {
    const signedIn = await requireSession(request);
    const { session } = signedIn;
    requireConsoleHeader(request);
    await acts.begin(request, { ...signedIn, role: session.role, appid: session.appid });
    await stores.consoleSessions.remove(session.tokenHash);
    clearConsoleCookie(request, reply);
    await streams.check();
    return {};
  });

  registerHttpOperation(server, CONSOLE_PREFIX, followEvents, async ({ request, reply }) => {
    requireOwnSite(request, publicOrigin);
    const { session } = await requireSession(request);
    const token = consoleToken(request);
    if (request.method === "HEAD") return {};
    await streams.open(reply, {
      session,
      isSessionValid: async () =>
        (await findSignedIn(token, stores, { keys, nowMs: clock.nowMs() })) !== null,
    });
    return {};
  });
}

/** A wrong secret of an app that does not exist is counted for all of those together. */
async function attemptWith(
  credential: Credential,
  { apps }: ConsoleStores,
  address: string,
): Promise<Attempt> {
  if (credential.kind === "key") return atAdminKey(address);
  const app = await apps.find(credential.appid);
  return app === null ? atUnknownApp(address) : atAppSecret(app.appid, address);
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
          "This is not a valid admin key. The platform showed the first key when it started for the first time; the command “dingdan admin-key list” shows which keys are active.",
          "管理密钥不正确或已失效。平台首次启动时显示过密钥；执行“dingdan admin-key list”可查看有效的密钥。",
        )
      : text("No app has this AppID and this AppSecret.", "AppID 与 AppSecret 不匹配。"),
  );

const notSignedIn = () =>
  new Problem(401, text("Not signed in: sign in first.", "当前未登录，请先登录。"));
