import { generateKeyPairSync } from "node:crypto";
import {
  EXAMPLE_APPID,
  EXAMPLE_UPLOAD,
  type NewWebhookSecretRepresentation,
  type UcpKeysRepresentation,
  type WebhookEndpointRepresentation,
} from "@dingdan/contract";
import { createDingdan, type Dingdan } from "@dingdan/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { paymentFor } from "../../server/test/support/requests.js";
import { ADMIN_KEY } from "./support/installation.js";
import { readCommand, runCommand } from "./support/run-command.js";
import { admin, keyOf, ordinaryToken, register, upload } from "./support/wire.js";

let stdin = "";

const run = (...words: readonly string[]) => runCommand(dingdan, ["ucp", ...words], stdin);
const read = <Document>(...words: readonly string[]) =>
  readCommand<Document>(dingdan, ["ucp", ...words], stdin);

let dingdan: Dingdan;
let secret: string;
beforeAll(async () => {
  dingdan = await createDingdan({ clock: "frozen", adminKey: ADMIN_KEY });
  secret = await register(dingdan.url);
});
afterAll(() => dingdan.close());

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const PUBLIC = { kid: "platform-2026", ...publicKey.export({ format: "jwk" }) };
const URL_OF_PLATFORM = "http://127.0.0.1:9/orders";

const platforms = () => read<WebhookEndpointRepresentation[]>("platforms", "list");

describe("the keys", () => {
  test("are listed, and a new one is published before it signs", async () => {
    const [before] = await read<UcpKeysRepresentation["keys"]>("keys", "list");
    expect(before?.state).toBe("signing");
    const { code, out } = await run("keys", "rotate", "--overlap-hours", "1");
    expect(code).toBe(0);
    expect(out).toMatch(/new key made[^]*published, signs soon[^]*signs +\d{4}-/);
    expect(out).toContain(before?.kid);
    const after = await read<UcpKeysRepresentation["keys"]>(
      "keys",
      "rotate",
      "--overlap-hours",
      "0",
    );
    expect(after).toMatchObject([{ state: "signing" }]);
    expect((await run("keys", "list")).out).not.toContain(before?.kid);
  });

  test("are rotated within limits", async () => {
    const { code, err } = await run("keys", "rotate", "--overlap-hours", "721");
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining("0 to 720") });
  });
});

describe("a platform", () => {
  test("is added with its keys, listed, changed and removed", async () => {
    expect((await run("platforms", "list")).out).toContain("dingdan ucp platforms add URL");
    stdin = JSON.stringify({ keys: [PUBLIC] });
    const flags = ["--appid", EXAMPLE_APPID, "--order-version", "2026-04-08"];
    const added = await run("platforms", "add", URL_OF_PLATFORM, ...flags, "--public-keys", "-");
    expect(added).toMatchObject({ code: 0, err: "" });
    expect(added.out).toMatch(/secret +whsec_[^]*version +2026-04-08[^]*platform-2026/);
    const [{ id } = { id: "" }] = await platforms();
    // Its orders are signed with the keys of the installation.
    expect(added.out).not.toContain("whpk_");
    const shown = await run("platforms", "show", id);
    expect(shown.out).toMatch(/platform-2026/);
    expect(shown.out).toContain(URL_OF_PLATFORM);
    expect(await read("platforms", "show", id)).toMatchObject({ id, keys: [PUBLIC] });
    expect((await run("platforms", "list")).out).toContain(URL_OF_PLATFORM);

    stdin = JSON.stringify({ ...PUBLIC, kid: "platform-2027" });
    const set = await read("platforms", "set", id, "--public-keys", "-");
    expect(set).toMatchObject({ version: "2026-04-08", keys: [{ kid: "platform-2027" }] });
    expect(await run("platforms", "set", id)).toMatchObject({
      code: 2,
      err: expect.stringContaining("missing: --public-keys or --order-version"),
    });

    expect((await run("platforms", "remove", id)).out).toContain("platform removed");
    expect(await platforms()).toEqual([]);
  });

  test("is not added with a private key, or with a key that the server rejects", async () => {
    stdin = JSON.stringify({ kid: "k", ...privateKey.export({ format: "jwk" }) });
    const withPrivate = await run("platforms", "add", URL_OF_PLATFORM, "--public-keys", "-");
    expect(withPrivate).toMatchObject({ code: 2, out: "" });
    expect(withPrivate.err).toContain("stdin has a private key (d)");
    expect(withPrivate.err).not.toContain(JSON.parse(stdin).d);
    stdin = JSON.stringify({ ...PUBLIC, x: "A".repeat(43) });
    const wrong = await run("platforms", "add", URL_OF_PLATFORM, "--public-keys", "-");
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining("no point of P-256") });
    expect(await platforms()).toEqual([]);
  });

  test("is refused when its events would send nothing, with what to choose instead", async () => {
    const events = ["--events", "review.approved"];
    const { code, err } = await run("platforms", "add", URL_OF_PLATFORM, ...events);
    expect(code).toBe(1);
    expect(err).toMatch(/events +has only types[^]*order\.matched/);
  });

  test("is no endpoint of another kind", async () => {
    const endpoint = { url: URL_OF_PLATFORM, events: ["*"] };
    const { id } = (await admin(
      dingdan.url,
      "POST",
      "/webhook-endpoints",
      endpoint,
    )) as NewWebhookSecretRepresentation;
    const { code, err } = await run("platforms", "remove", id);
    expect(code).toBe(2);
    expect(err).toMatch(/kind standard[^]*dingdan webhooks show/);
  });
});

test("an order is shown as a platform reads it; one that is not paid is not found", async () => {
  const token = await ordinaryToken(dingdan.url, secret);
  expect(await upload(dingdan.url, token, "UCP-1")).toMatchObject({ errcode: 0 });
  const { items } = await admin(dingdan.url, "GET", "/orders?q=UCP-1");
  const { id } = (items as { id: string }[])[0] ?? { id: "" };
  expect(await run("order", id)).toMatchObject({
    code: 1,
    err: expect.stringContaining("404 No order with this id is paid"),
  });
  const payment = paymentFor({ order_key: keyOf("UCP-1"), payer: EXAMPLE_UPLOAD.payer });
  await admin(dingdan.url, "POST", "/payments", payment);
  const { code, out, err } = await run("order", id);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatch(/li_1_1 .+ processing \(0\/\d+\)/);
  const order = await read("order", id, "--order-version", "2026-04-08");
  expect(order).toMatchObject({ id, ucp: { version: "2026-04-08" } });
});
