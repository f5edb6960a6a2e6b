import { type HttpOperation, text } from "@dingdan/contract";
import type { FastifyRequest } from "fastify";
import type { Clock } from "../clock.js";
import { consoleToken, requireConsoleHeader } from "../console/session-cookie.js";
import { type ConsoleStores, findSignedIn } from "../console/sessions.js";
import { parseBody } from "../domain/request-body.js";
import { unreachable } from "../domain/unreachable.js";
import { bearerToken } from "../http/bearer-token.js";
import { Problem } from "../http/problem.js";
import { matchesHash } from "../secrets/secret.js";
import type { ConsoleSession } from "../storage/console-store.js";
import { decideMerchantCall } from "./merchant-access.js";

/** @throws Problem unless the request carries the operator's key */
export function requireAdminKey(request: FastifyRequest, adminKeyHash: string): void {
  const key = bearerToken(request);
  if (key !== null && matchesHash(key, adminKeyHash)) return;
  throw new Problem(401, key === null ? KEY_MISSING : KEY_WRONG);
}

/** The console session that authorised a request; null for a request with the operator's key. */
const SESSIONS = new WeakMap<FastifyRequest, ConsoleSession>();
export const sessionBehind = (request: FastifyRequest): ConsoleSession | null =>
  SESSIONS.get(request) ?? null;

/**
 * Authorises a call of the operator's interface that has the operator's key, or the cookie of a console
 * session. An operator's session may call everything, a merchant's session what the operation allows.
 * @throws Problem for any other call
 */
export async function authorizeAdminCall(
  request: FastifyRequest,
  stores: ConsoleStores,
  { adminKeyHash, clock }: { readonly adminKeyHash: string; readonly clock: Clock },
): Promise<void> {
  const token = consoleToken(request);
  if (token === undefined || bearerToken(request) !== null) {
    requireAdminKey(request, adminKeyHash);
    return;
  }
  const signedIn = await findSignedIn(token, stores, { adminKeyHash, nowMs: clock.nowMs() });
  if (signedIn === null) throw new Problem(401, SESSION_EXPIRED);
  requireConsoleHeader(request);
  const { session } = signedIn;
  SESSIONS.set(request, session);
}

/**
 * Checks a merchant's call once its body has been read. Any other authorised caller may call everything.
 * @throws Problem for a call that the operation does not allow, or not for this merchant's app
 */
export function requireOwn(request: FastifyRequest): void {
  const session = sessionBehind(request);
  if (session?.role !== "merchant") return;
  const appid = session.appid ?? "";
  const { operation } = request.routeOptions.config as { readonly operation?: HttpOperation };
  if (operation === undefined) throw operatorOnly([]);
  const query = request.query as Record<string, unknown>;
  const decision = decideMerchantCall(operation, appid, {
    parameters: request.params as Record<string, string>,
    query,
    body: bodyOf(request),
  });
  switch (decision.kind) {
    case "allowed":
      return;
    case "narrowed":
      query["appid"] = appid;
      return;
    case "not_its_own":
      throw new Problem(
        404,
        text(
          "Not found: a merchant can open only its own app's data.",
          "未找到：商户只能查看自己应用的数据。",
        ),
      );
    case "operators":
      throw operatorOnly(decision.members);
    default:
      return unreachable(decision);
  }
}

/** The parsed body; undefined for a body that is not a JSON object, which the operation rejects. */
function bodyOf(request: FastifyRequest): unknown {
  const body = parseBody(request.body as Buffer | undefined);
  return body.kind === "object" ? body.value : undefined;
}

const operatorOnly = (members: readonly string[]) => {
  const names = members.join(", ");
  return new Problem(
    403,
    names === ""
      ? text("Only the operator may do this.", "仅运营方可执行该操作。")
      : text(`Only the operator may set ${names}.`, `仅运营方可设置 ${names}。`),
  );
};

const SESSION_EXPIRED = text(
  "Your session has expired: sign in again.",
  "登录已失效，请重新登录。",
);

const KEY_MISSING = text(
  "The operator's key is missing: send Authorization: Bearer ADMIN_KEY. `dingdan serve` prints a new key once; --admin-key or DINGDAN_ADMIN_KEY sets one.",
  "缺少管理密钥：请发送 Authorization: Bearer ADMIN_KEY。`dingdan serve` 首次启动时显示密钥；也可用 --admin-key 或 DINGDAN_ADMIN_KEY 指定。",
);

const KEY_WRONG = text(
  "This is not the operator's key. `dingdan serve` printed it when it first started; --admin-key or DINGDAN_ADMIN_KEY sets another one.",
  "管理密钥不正确。`dingdan serve` 首次启动时显示过密钥；以 --admin-key 或 DINGDAN_ADMIN_KEY 启动可指定新的密钥。",
);
