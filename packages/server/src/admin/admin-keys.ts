import {
  type AdminKeyRepresentation,
  DEFAULT_OVERLAP_SECONDS,
  type Text,
  text,
} from "@dingdan/contract";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { KeyCheck } from "../admin-keys/key-check.js";
import type { Clock } from "../clock.js";
import {
  type AdminKey,
  DEFAULT_KEY,
  decideNewKey,
  decideRevocation,
  decideRotation,
  groupById,
} from "../domain/admin-key.js";
import { unreachable } from "../domain/unreachable.js";
import { Problem } from "../http/problem.js";
import { hashSecret, newBearerToken, newId } from "../secrets/secret.js";
import type { AdminKeyChange } from "../storage/admin-key-store.js";
import type { Store } from "../storage/store.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";
import { callerOf, sessionBehind } from "./authorize.js";
import { GIVEN_KEY, representAdminKey } from "./represent-admin-key.js";

interface Parts extends Pick<Store, "adminKeys" | "consoleSessions"> {
  readonly keys: KeyCheck;
  readonly nowMs: number;
}

/** Registers the operations on admin keys. Each change is logged with the name of its caller. */
export function registerAdminKeyRoutes(
  server: FastifyInstance,
  { adminKeys, consoleSessions }: Pick<Store, "adminKeys" | "consoleSessions">,
  keys: KeyCheck,
  clock: Clock,
): void {
  const parts = (): Parts => ({ adminKeys, consoleSessions, keys, nowMs: clock.nowMs() });
  registerAdminRoutes(server, {
    createAdminKey: (call) => createAdminKey(call, parts()),
    listAdminKeys: () => listAdminKeys(parts()),
    rotateAdminKey: (call) => rotateAdminKey(call, parts()),
    revokeAdminKey: (call) => revokeAdminKey(call, parts()),
  });
}

async function createAdminKey(
  { body, request }: AdminCall<"createAdminKey">,
  { adminKeys, nowMs }: Parts,
) {
  const key = newBearerToken();
  const { name, role, expires_in_seconds: seconds } = body;
  const secret: AdminKey = {
    keyHash: hashSecret(key),
    id: newId(),
    name,
    role,
    createdAtMs: nowMs,
    issuedAtMs: nowMs,
    lastUsedAtMs: null,
    expiresAtMs: seconds === undefined ? null : nowMs + seconds * 1000,
    revokedAtMs: null,
  };
  const decision = await adminKeys.change((stored) => {
    const result = decideNewKey(stored, name, nowMs);
    return { result, put: result.kind === "created" ? [secret] : [] };
  });
  switch (decision.kind) {
    case "name_taken":
      throw conflict(NAME_TAKEN);
    case "too_many":
      throw conflict(TOO_MANY);
    case "created":
      logChange(request, "admin key created", secret);
      return { ...representAdminKey([secret], nowMs), key };
    default:
      return unreachable(decision);
  }
}

async function listAdminKeys({ adminKeys, keys, nowMs }: Parts) {
  const stored = groupById(await adminKeys.list());
  const items = stored.map((secrets) => representAdminKey(secrets, nowMs));
  if (!keys.hasGivenKey) return { items };
  return { items: [GIVEN_KEY, ...items.filter(({ id }) => id !== DEFAULT_KEY)] };
}

async function rotateAdminKey(
  { parameters: { id }, body, request }: AdminCall<"rotateAdminKey">,
  { adminKeys, consoleSessions, keys, nowMs }: Parts,
) {
  refuseGiven(id, keys);
  const key = newBearerToken();
  const overlapMs = (body.overlap_seconds ?? DEFAULT_OVERLAP_SECONDS) * 1000;
  const terms = { keyHash: hashSecret(key), overlapMs, nowMs };
  const decision = await adminKeys.change((stored) => {
    const result = decideRotation(stored, id, terms);
    return { result, put: result.kind === "rotated" ? [result.secret, ...result.older] : [] };
  });
  switch (decision.kind) {
    case "unknown":
      throw unknownKey(id);
    case "ended":
      throw conflict(ENDED);
    case "rotated":
      break;
    default:
      return unreachable(decision);
  }
  // The rotation does not end the session that made it.
  const session = sessionBehind(request);
  if (session !== null && callerOf(request).keyId === id) {
    await consoleSessions.put({ ...session, credentialHash: terms.keyHash });
  }
  logChange(request, "admin key rotated", decision.secret);
  return { ...representAdminKey([decision.secret, ...decision.older], nowMs), key };
}

async function revokeAdminKey(
  { parameters: { id }, request }: AdminCall<"revokeAdminKey">,
  { adminKeys, keys, nowMs }: Parts,
): Promise<AdminKeyRepresentation> {
  refuseGiven(id, keys);
  const terms = { nowMs, hasGivenKey: keys.hasGivenKey };
  const { decision, secrets } = await adminKeys.change((stored): AdminKeyChange<Revocation> => {
    const made = decideRevocation(stored, id, terms);
    const put = made.kind === "revoked" ? made.secrets : [];
    const others = stored.filter(
      (secret) => secret.id === id && !put.some(({ keyHash }) => keyHash === secret.keyHash),
    );
    return { result: { decision: made, secrets: [...put, ...others] }, put };
  });
  switch (decision.kind) {
    case "unknown":
      throw unknownKey(id);
    case "last_owner":
      throw conflict(LAST_OWNER);
    case "revoked": {
      const [newest = []] = groupById(secrets);
      for (const secret of newest.slice(0, 1)) logChange(request, "admin key revoked", secret);
      return representAdminKey(newest, nowMs);
    }
    default:
      return unreachable(decision);
  }
}

interface Revocation {
  readonly decision: ReturnType<typeof decideRevocation>;
  /** The secrets of the key after the change. */
  readonly secrets: readonly AdminKey[];
}

function refuseGiven(id: string, keys: KeyCheck): void {
  if (id === DEFAULT_KEY && keys.hasGivenKey) throw conflict(GIVEN);
}

const logChange = (request: FastifyRequest, what: string, { id, name, role }: AdminKey) =>
  request.log.info({ adminKey: { id, name, role }, by: callerOf(request).name }, what);

const conflict = (detail: Text) => new Problem(409, detail);

const unknownKey = (id: string) =>
  new Problem(
    404,
    text(
      `No admin key has the id ${id}. GET /admin/v1/admin-keys lists them.`,
      `没有 id 为 ${id} 的管理密钥；GET /admin/v1/admin-keys 可列出全部。`,
    ),
  );

const NAME_TAKEN = text(
  "An active admin key has this name: choose another name, or rotate that key.",
  "已有同名的有效管理密钥：请换一个名称，或轮换该密钥。",
);

const TOO_MANY = text(
  "There are 100 active admin keys, the most that are allowed: revoke one first.",
  "有效的管理密钥已达 100 个上限：请先吊销一个。",
);

const GIVEN = text(
  "This key was given by --admin-key or DINGDAN_ADMIN_KEY: restart with another key to replace it.",
  "该密钥由 --admin-key 或 DINGDAN_ADMIN_KEY 指定：请以另一个密钥重新启动来更换。",
);

const ENDED = text(
  "This key has expired or was revoked: create a new key.",
  "该密钥已过期或已吊销：请创建新的密钥。",
);

const LAST_OWNER = text(
  "This is the last owner key that does not expire: create another one first, or rotate this one.",
  "这是最后一个不过期的 owner 密钥：请先创建另一个，或轮换该密钥。",
);
