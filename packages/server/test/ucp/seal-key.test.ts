import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { UcpOrder } from "../../src/domain/ucp/ucp-types.js";
import { SqliteDatabase } from "../../src/storage/sqlite/database.js";
import { UCP_KEYS } from "../../src/ucp/ucp-keys.js";
import { Receiver } from "../events/support/receiver.js";
import { EXAMPLE_APPID, type Merchant, Platform } from "../support/platform.js";
import { paymentFor, upload } from "../support/requests.js";

interface SealKeys {
  readonly sealKey: string;
  readonly previousSealKey?: string;
}

const newKey = () => randomBytes(32).toString("base64");
const FIRST = newKey();
const NEXT = newKey();

let folder: string;
let platform: Platform;
let receiver: Receiver;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "dingdan-ucp-"));
  receiver = await Receiver.start();
  await start({ sealKey: FIRST });
});
afterEach(async () => {
  await platform.close();
  await receiver.close();
  rmSync(folder, { recursive: true });
});

async function start(keys: SealKeys): Promise<void> {
  const databaseUrl = `sqlite:${join(folder, "dingdan.db")}`;
  platform = await Platform.start({ databaseUrl, adminKey: "the-operators-own-key", ...keys });
}

async function restart(keys: SealKeys): Promise<void> {
  await platform.close();
  await start(keys);
}

/** What the database has, sealed. */
async function stored(): Promise<string> {
  const database = await SqliteDatabase.open(join(folder, "dingdan.db"));
  const row = database.first<{ value: string }>(
    "SELECT value FROM settings WHERE name = ?",
    UCP_KEYS,
  );
  await database.close();
  return row?.value ?? "";
}

const kids = async () =>
  (await platform.send<{ keys: { kid: string }[] }>("GET", "/.well-known/ucp")).body.keys.map(
    ({ kid }) => kid,
  );

const sealedAgain = async (before: string): Promise<void> => {
  await expect.poll(stored, { timeout: 10_000 }).not.toBe(before);
};

/** Makes a paid order, and returns the kid that signed its webhook, with the order. */
async function sentOrder(merchant: Merchant): Promise<{ keyid: string; order: UcpOrder }> {
  const request = upload();
  await merchant.upload(request);
  await platform.admin("POST", "/payments", paymentFor(request));
  await platform.admin("POST", "/clock", { advance_seconds: 1 });
  const [received] = receiver.received;
  const keyid = /keyid="([^"]+)"/.exec(String(received?.headers["signature-input"]))?.[1] ?? "";
  return { keyid, order: JSON.parse(received?.body ?? "{}") as UcpOrder };
}

describe("after a change of the seal key", () => {
  test("the keys of the protocol are sealed again, still sign, and permalinks stay valid", async () => {
    const endpoint = { url: receiver.url, events: ["*"], kind: "ucp", appid: EXAMPLE_APPID };
    await platform.admin("POST", "/ucp/keys", { overlap_seconds: 3_600 });
    const published = await kids();
    expect(published).toHaveLength(2);
    const before = await stored();

    await restart({ sealKey: NEXT, previousSealKey: FIRST });
    expect(await kids()).toEqual(published);
    await sealedAgain(before);

    await restart({ sealKey: NEXT });
    expect(await kids()).toEqual(published);
    const merchant = await platform.registerExample();
    await platform.admin("POST", "/webhook-endpoints", endpoint);
    const { keyid, order } = await sentOrder(merchant);
    expect(published).toContain(keyid);
    const path = order.permalink_url.replace(platform.url, "");
    expect((await platform.send("GET", path)).status).toBe(200);

    const again = await stored();
    await restart({ sealKey: FIRST, previousSealKey: NEXT });
    await sealedAgain(again);
    expect((await platform.send("GET", path)).status).toBe(200);
  });

  test("without the previous one the protocol says which key is missing, and works again with it", async () => {
    const published = await kids();
    await restart({ sealKey: NEXT });
    const refused = await platform.send<{ code: string; content: string }>(
      "GET",
      "/.well-known/ucp",
    );
    expect(refused).toMatchObject({ status: 503, body: { code: "keys_unusable" } });
    expect(refused.body.content).toContain("DINGDAN_PREVIOUS_SEAL_KEY");
    await restart({ sealKey: NEXT, previousSealKey: FIRST });
    expect(await kids()).toEqual(published);
  });
});
