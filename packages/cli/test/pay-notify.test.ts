import { createPublicKey } from "node:crypto";
import {
  EXAMPLE_PAYMENT,
  type TestKeysRepresentation as Keys,
  type TestNoticeRepresentation,
} from "@dingdan/contract";
import { readNotification } from "@dingdan/wechatpay";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { NoticeReceiver } from "../../server/test/support/notice-receiver.js";
import { combinedTransaction, refund } from "../../wechatpay/test/objects.js";
import {
  dingdan,
  dingdanJson,
  exampleFile,
  RunningServer,
  startShop,
  type Variables,
} from "./support/command.js";

let server: RunningServer;
let env: Variables;
let receiver: NoticeReceiver;
beforeAll(async () => {
  ({ server, env } = await startShop());
});
afterAll(() => server.stop());
beforeEach(async () => {
  receiver = await NoticeReceiver.listen();
});
afterEach(() => receiver.close());

const PAYMENT = exampleFile("payment.json");
const notify = (...words: readonly string[]) =>
  dingdan(["pay", PAYMENT, "--notify", receiver.url, ...words], { env });
/** A notice about a document that is not a file. */
const notifyOf = (document: object, ...words: readonly string[]) => {
  const stdin = JSON.stringify(document);
  return dingdanJson(["pay", "-", "--notify", receiver.url, ...words], { env, stdin });
};

const showKeys = async () =>
  (await dingdanJson(["pay", PAYMENT, "--show-keys"], { env })).document as Keys;

/** A receiver that verifies with the sandbox's test keys. */
function verifyWith({ api_v3_key, public_keys }: Keys): void {
  receiver.reply = ({ headers, body }) => {
    const platformKeyOf = (serial: string) => {
      const known = public_keys.find(({ id }) => id === serial);
      return known === undefined ? null : createPublicKey(known.pem);
    };
    const known = { platformKeyOf, apiV3Keys: [api_v3_key] };
    const read = readNotification({ headers, body: Buffer.from(body) }, known, Date.now());
    return read.kind === "read"
      ? { status: 204 }
      : { status: 401, body: JSON.stringify({ code: "FAIL", message: read.fault.kind }) };
  };
}

describe("pay --notify", () => {
  test("prints the keys at its first use, and says that the receiver needs them", async () => {
    receiver.reply = () => ({ status: 401 });
    const first = await notify();
    expect(first).toMatchObject({ code: 1, err: "" });
    expect(first.out).toMatch(/APIv3 key +[0-9A-Za-z]{32}\n/);
    expect(first.out.match(/PUB_KEY_ID_\d{28}\n-----BEGIN PUBLIC KEY-----/g)).toHaveLength(2);
    expect(first.out).toContain("✗ not accepted: HTTP 401");
    expect(first.out).toContain("run the command again");

    const shown = await dingdan(["pay", PAYMENT, "--show-keys"], { env });
    expect(shown).toMatchObject({ code: 0, err: "" });
    expect(first.out.startsWith(shown.out)).toBe(true);
    const second = await notify();
    expect(second.code).toBe(1);
    expect(second.out).not.toContain("BEGIN PUBLIC KEY");
    expect(second.out).toContain("15 s, 15 s, 30 s, 3 min");
  });

  test("prints the keys with its answer as JSON, when they are asked for", async () => {
    const { document } = await dingdanJson(
      ["pay", PAYMENT, "--notify", receiver.url, "--show-keys"],
      { env },
    );
    expect(document).toMatchObject({ kind: "payment", test_keys: await showKeys() });
  });

  test("says that a merchant number must be a text, when a document has it as a number", async () => {
    const { code, err } = await dingdan(["pay", "-", "--notify", receiver.url], {
      env,
      stdin: JSON.stringify({ ...EXAMPLE_PAYMENT, mchid: Number(EXAMPLE_PAYMENT.mchid) }),
    });
    expect(code).toBe(1);
    expect(err).toMatch(/transaction\.mchid +must be a string, got a number/);
  });

  test("ends with 0 when the receiver accepts a genuine notice and refuses a forged one", async () => {
    verifyWith(await showKeys());
    const genuine = await notify();
    expect(genuine).toMatchObject({ code: 0, err: "" });
    expect(genuine.out).toMatch(/✓ accepted: HTTP 204 in \d+ ms/);
    expect(genuine.out).toContain(receiver.url);
    const forged = await notify("--kind", "forged");
    expect(forged.code).toBe(0);
    expect(forged.out).toMatch(/✓ refused: HTTP 401/);
  });

  test("ends with 1 when the receiver accepts a probe", async () => {
    const { code, out } = await notify("--kind", "probe");
    expect(code).toBe(1);
    expect(out).toContain("✗ must be refused, but was not: HTTP 204");
    expect(out).toContain("Verify the signature");
  });

  test("prints one JSON document with --json", async () => {
    const { code, document } = await notifyOf(EXAMPLE_PAYMENT);
    expect(code).toBe(0);
    expect(document).toMatchObject({ kind: "payment", status: 204, accepted: true });
  });

  test("sends the refund that a file contains, in its own state", async () => {
    const { document } = await notifyOf(refund("CLOSED"));
    const { kind, sent } = document as TestNoticeRepresentation;
    expect(kind).toBe("refund_closed");
    expect(sent.resource).toMatchObject({ refund_status: "CLOSED" });
  });

  test("sends a combined payment to the merchant that combined it, paid now with --now", async () => {
    const before = Math.floor(Date.now() / 1000) * 1000;
    const { code, document } = await notifyOf(combinedTransaction(), "--now");
    expect(code).toBe(0);
    const { resource } = (document as TestNoticeRepresentation).sent as {
      readonly resource: { readonly sub_orders: readonly { readonly success_time: string }[] };
    };
    for (const { success_time } of resource.sub_orders) {
      expect(success_time).toMatch(/^[\d-]+T[\d:]+\+08:00$/);
      expect(Date.parse(success_time)).toBeGreaterThanOrEqual(before);
    }
  });

  test("with --receive, reaches the sandbox itself, which records the payment", async () => {
    const { transaction_id, out_trade_no, amount } = EXAMPLE_PAYMENT;
    const full = { total: amount.total, refund: amount.total };
    const ofPayment = { ...refund(), transaction_id, out_trade_no, amount: full };
    const refundIt = () => dingdanJson(["refund", "-"], { env, stdin: JSON.stringify(ofPayment) });
    expect((await refundIt()).document).toMatchObject({ error: { status: 404 } });

    const received = await dingdanJson(["pay", PAYMENT, "--receive", "--kind", "duplicate"], {
      env,
    });
    expect(received.code).toBe(0);
    expect(received.document).toMatchObject({ status: 204, first: { status: 204 } });
    expect((await refundIt()).document).toMatchObject({ state: "succeeded" });
  });

  test("records nothing", async () => {
    await notify();
    const headers = { authorization: `Bearer ${env["DINGDAN_ADMIN_KEY"]}` };
    const orders = await fetch(`${server.url}/admin/v1/orders`, { headers });
    expect(await orders.json()).toMatchObject({ items: [] });
  });

  test("is refused outside a sandbox", async () => {
    const real = await RunningServer.start([
      "serve",
      "--port",
      "0",
      "--database",
      "sqlite::memory:",
    ]);
    try {
      const { url, adminKey } = real.firstLine;
      const { code, err } = await dingdan(["pay", PAYMENT, "--notify", receiver.url], {
        env: { DINGDAN_URL: url, DINGDAN_ADMIN_KEY: adminKey ?? "" },
      });
      expect(code).toBe(1);
      expect(err).toContain("Only a sandbox simulates WeChat Pay");
      expect(receiver.received).toEqual([]);
    } finally {
      await real.stop();
    }
  });
});

describe("wrong words", () => {
  test.each([
    [["--kind", "probe"], "--kind requires --notify"],
    [["--mchid", "1900000109"], "--mchid requires --notify"],
    [
      ["--notify", "http://127.0.0.1:9/", "--failures", "f.ndjson"],
      "--failures is not for notices",
    ],
    [["--notify", "http://127.0.0.1:9/", "--mchid", "1 2"], "is not a merchant number"],
    [["--notify", "http://127.0.0.1:9/", "--kind", "gift"], "--kind"],
  ])("%j end with 2", async (words, message) => {
    const { code, err } = await dingdan(["pay", PAYMENT, ...words], { env });
    expect(code).toBe(2);
    expect(err.replace(/\s+/g, " ")).toContain(message);
  });

  test("a document without a merchant number ends with 2", async () => {
    const words = ["pay", "-", "--notify", receiver.url];
    const { code, err } = await dingdan(words, { env, stdin: "{}" });
    expect(code).toBe(2);
    expect(err).toContain("names no merchant number");
  });

  test("many documents end with 2", async () => {
    const words = ["pay", "-", "--notify", receiver.url];
    const { code, err } = await dingdan(words, { env, stdin: "{}\n{}\n" });
    expect(code).toBe(2);
    expect(err).toContain("more than one document");
  });
});
