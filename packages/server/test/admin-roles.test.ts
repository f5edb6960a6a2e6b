import {
  ADMIN_OPERATIONS,
  ADMIN_PREFIX,
  ADMIN_ROLES,
  type AdminRole,
  type HttpOperation,
  includesRole,
  neededRole,
} from "@dingdan/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ConsoleUser } from "./support/console.js";
import { type Answer, type Merchant, Platform } from "./support/platform.js";

let platform: Platform;
let merchant: Merchant;
const keys = new Map<AdminRole, string>();
const users = new Map<AdminRole | "merchant", ConsoleUser>();
beforeAll(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
  for (const role of ADMIN_ROLES) {
    const { body } = await platform.admin<{ key: string }>("POST", "/admin-keys", {
      name: `key of ${role}`,
      role,
    });
    keys.set(role, body.key);
    users.set(role, await ConsoleUser.signIn(platform, { admin_key: body.key }));
  }
  const { appid, secret } = merchant;
  users.set("merchant", await ConsoleUser.signIn(platform, { appid, secret }));
});
afterAll(() => platform.close());

const OPERATIONS = Object.entries(ADMIN_OPERATIONS) as [string, HttpOperation][];

/** A call that is invalid or about nothing that exists, so that an allowed one changes nothing. */
const callOf = ({ method, path }: HttpOperation) => ({
  method,
  path: path.replace(/:\w+/g, "none"),
  body: method === "GET" ? undefined : {},
});

const deniedFor = ({ status, body }: Answer, needed: AdminRole) =>
  status === 403 && String(body["detail"]).includes(`needs the role ${needed};`);

describe.each(OPERATIONS)("%s", (_, operation) => {
  const needed = neededRole(operation);
  const { method, path, body } = callOf(operation);

  test.each(ADMIN_ROLES)("is for the role %s what the contract says", async (role) => {
    const isAllowed = includesRole(role, needed);
    const byKey = await platform.send(method, ADMIN_PREFIX + path, {
      headers: { authorization: `Bearer ${keys.get(role)}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(deniedFor(byKey, needed), JSON.stringify(byKey.body)).toBe(!isAllowed);
    const bySession = await users.get(role)?.admin(method, path, body);
    expect(bySession && deniedFor(bySession, needed)).toBe(!isAllowed);
    for (const answer of [byKey, bySession]) expect(answer?.status).not.toBe(401);
    if (isAllowed) expect(byKey.status).not.toBe(403);
  });

  test("is for a merchant's session what the contract says", async () => {
    const answer = await users.get("merchant")?.admin(method, path, body);
    const isOperators = answer?.status === 403;
    expect(isOperators).toBe(operation.merchant === undefined);
  });
});

test("an operation that changes something is not for read_only keys, and its role is a decision", () => {
  const decided = OPERATIONS.filter(([, { role }]) => role !== undefined);
  expect(Object.fromEntries(decided.map(([key, { role }]) => [key, role]))).toEqual({
    validateAsApp: "read_only",
    verifyAudit: "read_only",
    rotateUcpKeys: "owner",
    exportErasures: "operator",
    getTestKeys: "operator",
    createAdminKey: "owner",
    listAdminKeys: "owner",
    rotateAdminKey: "owner",
    revokeAdminKey: "owner",
    listSessions: "owner",
    endSession: "owner",
    setWeChatPay: "owner",
    deleteWeChatPay: "owner",
  });
});

test("no reply to a read_only key holds a secret", () => {
  const secrets = /"(?:secret|key|token|component_appsecret|encoding_aes_key|\w*_ticket)":/;
  for (const [key, operation] of OPERATIONS) {
    if (neededRole(operation) !== "read_only") continue;
    expect(JSON.stringify(operation.reply), key).not.toMatch(secrets);
  }
});
