import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Merchant, Platform } from "./support/platform.js";
import { upload, uploadWithItem } from "./support/requests.js";

const PHONE = "13812345678";
const GROUPED_PHONE = "139 8765 4321";
const CONTACT = "021-6543-2109";

let platform: Platform;
let merchant: Merchant;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "dingdan-"));
  platform = await Platform.start({ databaseUrl: `sqlite:${join(folder, "log.db")}` });
  merchant = await platform.registerExample();
});
afterAll(() => rmSync(folder, { recursive: true }));

test("the log never contains a secret, token, admin key or phone number, whatever part of a call carries it", async () => {
  const { accessToken, secret, appid } = merchant;
  const adminKey = platform.dingdan.adminKey as string;
  const stable = await platform.send<{ access_token: string }>("POST", "/cgi-bin/stable_token", {
    body: JSON.stringify({ grant_type: "client_credential", appid, secret, force_refresh: true }),
  });
  const secrets = {
    accessToken,
    secret,
    adminKey,
    stable: stable.body.access_token,
    phone: PHONE,
    grouped: GROUPED_PHONE,
    contact: CONTACT,
  };

  const members = {
    access_token: accessToken,
    accessToken,
    secret,
    appsecret: secret,
    component_appsecret: secret,
    componentAppSecret: secret,
    "app-secret": secret,
    password: secret,
    authorizer_refresh_token: `refreshtoken@@@${secret}`,
    nested: { access_token: stable.body.access_token, note: `call me: ${GROUPED_PHONE}` },
    admin_key: adminKey,
    phone: PHONE,
    mobile: Number(PHONE),
    contact: { consignor_contact: CONTACT, receiver_contact: PHONE },
    shipping_list: [{ contact: { receiver_contact: CONTACT } }],
  };
  const json = JSON.stringify(members);
  const form = `secret=${secret}&access_token=${accessToken}&phone=${PHONE}&admin_key=${adminKey}&receiver_contact=${CONTACT}`;
  const bodies = [
    json,
    JSON.stringify({ data: json }),
    JSON.stringify([members]),
    JSON.stringify(json),
    json.slice(0, -30),
    json.replaceAll('"', "'"),
    form,
    `<xml><access_token>${accessToken}</access_token><secret><![CDATA[${secret}]]></secret><phone>${PHONE}</phone></xml>`,
    JSON.stringify({ ...upload(), ...members }),
    // Rejected, so that the item's texts are not stored anywhere else.
    JSON.stringify({
      ...uploadWithItem({ name: `送给 ${PHONE}`, description: `token ${accessToken}` }),
      logistics_type: 99,
    }),
    // Truncated in the middle of a secret: its remaining part must not be logged either.
    ...[accessToken, PHONE].map((value) => `{"a":"${"x".repeat(16_384 - 6 - 9)}${value}"}`),
    `{"secret":"${secret}","a":"${"x".repeat(20_000)}"}`,
    `{"a":"${"x".repeat(16_384 - 6 - 22)}","secret":"${secret}"}`,
  ];
  for (const body of bodies) {
    await merchant.upload(body);
    await merchant.dryRun("uploadShoppingInfo", body);
    await platform.send("POST", "/cgi-bin/stable_token", { body });
  }
  const paths = [
    `/user-order/orders&access_token=${accessToken}`,
    `/cgi-bin/token?${form}`,
    `/cgi-bin/token?grant_type=client_credential&appid=${appid}&secret=${secret}`,
    `/cgi-bin/stable_token?appid=${appid}&secret=${secret}`,
    `/nothing/${accessToken}?access%5Ftoken=${accessToken}`,
    `/nothing?component_access_token=${accessToken}?access_token=${accessToken}`,
  ];
  for (const path of paths) {
    await platform.send("GET", path, { headers: { "user-agent": `shop ${PHONE}` } });
    await platform.send("POST", path, {
      body: json,
      headers: { authorization: `Bearer ${adminKey}`, "content-type": `text/${accessToken}` },
    });
  }
  // The reply contains a newly issued token.
  await merchant.renewToken();
  secrets.accessToken = merchant.accessToken;

  const tokens = [accessToken, merchant.accessToken];
  const { body } = await platform.admin<{ items: unknown[]; next_cursor?: string }>(
    "GET",
    "/requests?limit=100",
  );
  expect(body.items.length).toBeGreaterThan(50);
  await platform.close();
  const stored = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), "latin1"))
    .join("");
  for (const [name, value] of [...Object.entries(secrets), ...tokens.map((t) => ["token", t])]) {
    expect(JSON.stringify(body), `the answer holds the ${name}`).not.toContain(value);
    expect(stored, `the database holds the ${name}`).not.toContain(value);
    // Not even its first three quarters.
    const half = (value as string).slice(0, Math.ceil((value as string).length * 0.75));
    expect(stored, `the database holds most of the ${name}`).not.toContain(half);
  }
});

test("the log keeps the first and last digits of a mobile phone number, so that its owner recognises it", async () => {
  const other = await Platform.start();
  const app = await other.registerExample();
  await app.upload(uploadWithItem({ name: `手机 ${PHONE}` }));
  const { body } = await other.admin<{ items: { body: string; redacted: string[] }[] }>(
    "GET",
    "/requests?limit=1",
  );
  expect(body.items[0]?.body).toContain("手机 138****5678");
  expect(body.items[0]?.redacted).toEqual(["order_list[0].item_list[0].name"]);
  await other.close();
});
