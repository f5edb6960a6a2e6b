import {
  ADMIN_OPERATIONS,
  ADMIN_PREFIX,
  auditRuleOf,
  type HttpOperation,
  type Schema,
} from "@dingdan/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { idsIn } from "../src/audit/audit-target.js";
import { ConsoleUser, signIn } from "./support/console.js";
import { type Merchant, Platform } from "./support/platform.js";

let platform: Platform;
let merchant: Merchant;
beforeAll(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
});
afterAll(() => platform.close());

const MARK = "MARKED";
const OPENID = "oUpF8MARKED_M2pxb1Q9zNjWeS6o";

/** A value of a schema that holds the mark wherever a text may stand, except in an id. */
function markedValue(name: string, schema: Schema): unknown {
  if ("type" in schema) {
    if (schema.type === "object" || schema.type[0] === "object") {
      const { properties = {} } = schema as { properties?: Readonly<Record<string, Schema>> };
      const members = Object.entries(properties).map(([key, of]) => [key, markedValue(key, of)]);
      return Object.fromEntries(members) as unknown;
    }
    if (schema.type === "array") return [markedValue(name, schema.items)];
    if (schema.type === "integer" || schema.type === "number") return 1;
    if (schema.type === "boolean") return true;
    if (schema.type === "string" && schema.enum !== undefined) return schema.enum[0];
  }
  if (name === "openid") return OPENID;
  return Object.keys(idsIn({ [name]: "id" })).length > 0 ? "id" : `${MARK} ${name}`;
}

const OPERATIONS = Object.entries(ADMIN_OPERATIONS) as [string, HttpOperation][];

/** The rows that were written since the last look, as text. */
async function entriesAsText(): Promise<string> {
  const { body } = await platform.admin<{ items: unknown[]; head: { sequence: number } }>(
    "GET",
    "/audit?limit=20",
  );
  return JSON.stringify(body.items);
}

test.each(OPERATIONS)("%s leaves no value of its body in the audit trail", async (_, operation) => {
  const { method, path, body } = operation;
  // Moving the clock by a marked value would end the other tests.
  if (path === "/clock") return;
  const sent = body && markedValue("", body);
  const filled = path.replace(":appid", merchant.appid).replace(/:\w+/g, "none");
  const answer = await platform.admin(method, filled, sent);
  const text = await entriesAsText();
  expect(text).not.toContain(MARK);
  expect(text).not.toContain("M2pxb1Q9zNjWeS6o");
  if (auditRuleOf(operation) === "act") expect(text).toContain(`"path":"${ADMIN_PREFIX + path}"`);
  for (const name of ["key", "secret", "token", "component_appsecret", "signing_secret"]) {
    const shown = answer.body[name];
    if (typeof shown === "string") expect(text).not.toContain(shown);
  }
});

test("an openid that stands where an id is expected is not kept", async () => {
  await platform.admin("POST", `/trade-orders/${OPENID}/confirm`, { openid: OPENID });
  await platform.admin("DELETE", `/admin-keys/${OPENID}`);
  expect(await entriesAsText()).not.toContain(OPENID);
});

test("secrets that are shown or sent once are not kept", async () => {
  const made = await Promise.all([
    platform.admin("POST", "/admin-keys", { name: "ci", role: "owner" }),
    platform.admin("POST", `/apps/${merchant.appid}/secret`),
    platform.admin("POST", "/buyer-sessions", { appid: merchant.appid, openid: OPENID }),
    platform.admin("POST", "/components", { component_appid: "wxc", name: "c" }),
  ]);
  const { key } = made[0].body as { key: string };
  const user = await ConsoleUser.signIn(platform, { admin_key: key });
  await signIn(platform, { appid: merchant.appid, secret: merchant.secret });
  const text = await entriesAsText();
  const secrets = [
    key,
    merchant.secret,
    platform.dingdan.adminKey ?? "",
    user.cookie.split("=")[1],
  ];
  for (const { status, body } of made) {
    expect(status).toBe(201);
    const { secret, token, url, component_appsecret: of, component_verify_ticket: ticket } = body;
    secrets.push(...([secret, token, url, of, ticket] as (string | undefined)[]));
  }
  for (const secret of secrets.filter((value) => value !== undefined)) {
    expect(text).not.toContain(secret);
  }
});
