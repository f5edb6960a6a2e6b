import {
  type AdminRole,
  type ConsoleRole,
  includesRole,
  neededRole,
  text,
} from "@dingdan/contract";
import type { FastifyRequest } from "fastify";
import type { KeyCheck, KeyHolder } from "../admin-keys/key-check.js";
import type { Clock } from "../clock.js";
import { consoleToken, requireConsoleHeader } from "../console/session-cookie.js";
import { type ConsoleStores, findSignedIn } from "../console/sessions.js";
import { parseBody } from "../domain/request-body.js";
import { unreachable } from "../domain/unreachable.js";
import { atAdminKey, atConsoleSession } from "../guesses/doors.js";
import type { GuessLimit } from "../guesses/guess-limit.js";
import { requireMayGuess, tryCredential } from "../guesses/try-credential.js";
import { bearerToken } from "../http/bearer-token.js";
import { operationOf } from "../http/http-operation.js";
import { Problem } from "../http/problem.js";
import type { ConsoleSession } from "../storage/console-store.js";
import { decideMerchantCall } from "./merchant-access.js";

/** What an admin key is checked with. */
export interface AdminKeyCheck {
  readonly keys: KeyCheck;
  readonly guesses: GuessLimit;
}

/** The part of it that looks a key up. */
interface KeyLookup extends Omit<AdminKeyCheck, "keys"> {
  readonly keys: Pick<KeyCheck, "find">;
}

/**
 * The admin key of a request.
 * @throws Problem unless the request carries one that is valid
 */
export async function requireAdminKey(
  request: FastifyRequest,
  { keys, guesses }: KeyLookup,
): Promise<KeyHolder> {
  const secret = bearerToken(request);
  if (secret === null) throw new Problem(401, KEY_MISSING);
  const key = await tryCredential(guesses, atAdminKey(request.ip), () => keys.find(secret));
  if (key === null) throw new Problem(401, KEY_WRONG);
  return key;
}

/** Who makes a call of the operator's interface: an admin key or a session. */
export interface AdminCaller {
  /** Null for a merchant. */
  readonly keyId: string | null;
  /** The name of the key or of the merchant's app. */
  readonly name: string;
  readonly role: ConsoleRole;
  /** Null for a request with an admin key. */
  readonly session: ConsoleSession | null;
}

const CALLERS = new WeakMap<FastifyRequest, AdminCaller>();

/** The caller of a request whose credential is valid; null for any other. */
export const findCaller = (request: FastifyRequest): AdminCaller | null =>
  CALLERS.get(request) ?? null;

/** The caller of an authorised request. */
export function callerOf(request: FastifyRequest): AdminCaller {
  const caller = CALLERS.get(request);
  if (caller === undefined) throw new Error("the request was not authorised");
  return caller;
}

/** The console session that authorised a request; null for a request with an admin key. */
export const sessionBehind = (request: FastifyRequest): ConsoleSession | null =>
  CALLERS.get(request)?.session ?? null;

/**
 * Authorises a call of the operator's interface that has an admin key, or the cookie of a console session.
 * A key, and a session that it opened, may call what its role includes; a merchant's session what the
 * operation allows.
 * @throws Problem for any other call
 */
export async function authorizeAdminCall(
  request: FastifyRequest,
  stores: ConsoleStores,
  { clock, ...check }: AdminKeyCheck & { readonly clock: Clock },
): Promise<void> {
  const token = consoleToken(request);
  if (token === undefined || bearerToken(request) !== null) {
    const { id, name, role } = await requireAdminKey(request, check);
    // Known before the role is checked: the audit trail names the caller of a call that is refused.
    CALLERS.set(request, { keyId: id, name, role, session: null });
    requireRole(request, role);
    return;
  }
  const { keys, guesses } = check;
  const attempt = atConsoleSession(request.ip);
  requireMayGuess(guesses, attempt);
  const signedIn = await findSignedIn(token, stores, { keys, nowMs: clock.nowMs() });
  if (signedIn === null) {
    await guesses.wrong(attempt);
    throw new Problem(401, SESSION_EXPIRED);
  }
  const { role } = signedIn.session;
  CALLERS.set(request, { ...signedIn, role });
  requireConsoleHeader(request);
  if (role !== "merchant") requireRole(request, role);
}

/** @throws Problem unless the role includes the one that the operation needs */
function requireRole(request: FastifyRequest, role: AdminRole): void {
  const operation = operationOf(request);
  const needed = operation === undefined ? "owner" : neededRole(operation);
  if (includesRole(role, needed)) return;
  throw new Problem(
    403,
    text(
      `This call needs the role ${needed}; your admin key has the role ${role}. An owner creates keys: dingdan admin-key create.`,
      `该调用需要 ${needed} 角色，当前密钥的角色为 ${role}。owner 可用 dingdan admin-key create 创建密钥。`,
    ),
  );
}

/**
 * Checks a merchant's call once its body has been read. Any other authorised caller may call everything.
 * @throws Problem for a call that the operation does not allow, or not for this merchant's app
 */
export function requireOwn(request: FastifyRequest): void {
  const session = sessionBehind(request);
  if (session?.role !== "merchant") return;
  const appid = session.appid ?? "";
  const operation = operationOf(request);
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
  "The admin key is missing: send Authorization: Bearer ADMIN_KEY. `dingdan serve` prints the first key once; `dingdan admin-key create` makes further ones.",
  "缺少管理密钥：请发送 Authorization: Bearer ADMIN_KEY。`dingdan serve` 首次启动时显示密钥；`dingdan admin-key create` 可创建更多密钥。",
);

const KEY_WRONG = text(
  "This admin key is not valid: it is wrong, has expired or was revoked. `dingdan serve` printed the first key; an owner lists the keys with `dingdan admin-key list`; --admin-key or DINGDAN_ADMIN_KEY sets another one.",
  "管理密钥不正确、已过期或已吊销。`dingdan serve` 首次启动时显示过密钥；owner 可用 `dingdan admin-key list` 查看；以 --admin-key 或 DINGDAN_ADMIN_KEY 启动可指定新的密钥。",
);
