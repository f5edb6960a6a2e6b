import { sign } from "@dingdan/wechatpay";
import { describe, expect, test } from "vitest";
import { API_V3_KEY, makeKey, type TestKey } from "../../../wechatpay/test/keys.js";
import type { CallUrl, ServerCall, UrlCallOutcome } from "../outbound/server-call.js";
import type { ApiAccount } from "./api-account.js";
import { WeChatPayApi } from "./wechatpay-api.js";

const NOW_MS = Date.parse("2022-05-20T13:29:35+08:00");
const PATH = "/v3/pay/transactions/out-trade-no/T-1?mchid=1900000109";
const URLS = ["https://main.example", "https://backup.example"];
const key = makeKey();
const account: ApiAccount = {
  client: { mchid: "1900000109", serialNo: "AB", privateKey: makeKey("AB").privateKey },
  platformKeyOf: (serial) => (serial === key.serial ? key.publicKey : null),
  publicKeyId: null,
  apiV3Keys: [API_V3_KEY],
};

/** A reply as WeChat Pay signs it. */
function reply(
  status: number,
  object: unknown,
  { by = key, atMs = NOW_MS }: { by?: TestKey; atMs?: number } = {},
): UrlCallOutcome {
  const body = JSON.stringify(object);
  const timestamp = String(Math.floor(atMs / 1000));
  return {
    kind: "answered",
    status,
    headers: {
      "wechatpay-timestamp": timestamp,
      "wechatpay-nonce": "n",
      "wechatpay-serial": by.serial,
      "wechatpay-signature": sign([timestamp, "n", body], by.privateKey),
    },
    body: Buffer.from(body),
  };
}

/** The interfaces with hosts that give these outcomes, one after another. */
function apiWith(...outcomes: readonly (UrlCallOutcome | Promise<UrlCallOutcome>)[]) {
  const calls: ServerCall[] = [];
  const counts: string[] = [];
  const unknown: string[] = [];
  const closing = new AbortController();
  let nowMs = NOW_MS;
  const call: CallUrl = (sent) => {
    calls.push(sent);
    return Promise.resolve(outcomes[calls.length - 1] ?? { kind: "timeout" });
  };
  const sleep = (ms: number) => {
    nowMs += ms;
    return Promise.resolve();
  };
  const api = new WeChatPayApi({
    urls: URLS,
    call,
    time: { nowMs: () => nowMs, sleep },
    count: (outcome) => counts.push(outcome),
    onUnknownSerial: (mchid) => unknown.push(mchid),
    closing: closing.signal,
  });
  return { api, calls, counts, unknown, closing, waitedMs: () => nowMs - NOW_MS };
}

describe("a query", () => {
  test("is signed for its path, and its signed reply is read", async () => {
    const { api, calls, counts } = apiWith(reply(200, { trade_state: "SUCCESS" }));
    expect(await api.get(account, PATH)).toEqual({
      kind: "object",
      object: { trade_state: "SUCCESS" },
    });
    expect(calls).toMatchObject([{ method: "GET", url: `https://main.example${PATH}`, body: "" }]);
    expect(calls[0]?.headers["authorization"]).toMatch(
      /^WECHATPAY2-SHA256-RSA2048 mchid="1900000109",.*serial_no="AB"/,
    );
    expect(counts).toEqual(["object"]);
  });

  test.each([
    ["a timeout", { kind: "timeout" }],
    ["a closed port", { kind: "unreachable", code: "ECONNREFUSED" }],
    ["HTTP 502", reply(502, {})],
  ] as const)("is repeated once on the backup host after %s", async (_, outcome) => {
    const { api, calls, counts } = apiWith(outcome, reply(200, {}));
    expect(await api.get(account, PATH)).toMatchObject({ kind: "object" });
    expect(calls.map(({ url }) => new URL(url).origin)).toEqual(URLS);
    expect(counts).toEqual(["object"]);
    // Each has a signature of its own.
    expect(calls[0]?.headers["authorization"]).not.toBe(calls[1]?.headers["authorization"]);
  });

  test("that neither host answers says why", async () => {
    const { api, calls, counts } = apiWith({ kind: "timeout" }, { kind: "timeout" });
    expect(await api.get(account, PATH)).toEqual({
      kind: "unavailable",
      cause: { en: "no answer within 5 s", zh: "5 秒内无应答" },
    });
    expect([calls.length, counts]).toEqual([2, ["unavailable"]]);
  });

  test.each([404, 400, 403])("is not repeated after HTTP %s", async (status) => {
    const { api, calls } = apiWith(reply(status, { code: "PARAM_ERROR", message: "参数错误" }));
    expect(await api.get(account, PATH)).toEqual({
      kind: "refused",
      status,
      code: "PARAM_ERROR",
      message: "参数错误",
    });
    expect(calls).toHaveLength(1);
  });

  test("waits longer and longer while WeChat Pay says that there are too many", async () => {
    const limited = reply(429, { code: "FREQUENCY_LIMITED" });
    const { api, calls, counts, waitedMs } = apiWith(limited, limited, limited, reply(200, {}));
    expect(await api.get(account, PATH)).toMatchObject({ kind: "object" });
    expect([calls.length, waitedMs()]).toEqual([4, 7_000]);
    expect(counts).toEqual(["limited", "limited", "limited", "object"]);
  });

  test("gives up after three repeats", async () => {
    const limited = reply(403, { code: "FREQUENCY_LIMITED" });
    const { api, calls } = apiWith(limited, limited, limited, limited);
    expect(await api.get(account, PATH)).toEqual({ kind: "limited" });
    expect(calls).toHaveLength(4);
  });

  test("that is one of many ends with them when WeChat Pay continues to say so", async () => {
    const limited = reply(429, { code: "FREQUENCY_LIMITED" });
    const { api, calls, waitedMs } = apiWith(...Array.from({ length: 100 }, () => limited));
    const answers = await Promise.all(Array.from({ length: 20 }, () => api.get(account, PATH)));
    expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(["limited"]));
    expect(calls.length).toBeLessThan(20);
    expect(waitedMs()).toBeLessThan(20_000);
    // The pause has not ended: nothing is sent.
    const sent = calls.length;
    expect(await api.get(account, PATH)).toEqual({ kind: "limited" });
    expect(calls).toHaveLength(sent);
  });

  test("is not sent when the platform stops", async () => {
    const { api, calls, closing } = apiWith(reply(200, {}));
    closing.abort();
    expect(await api.get(account, PATH)).toEqual({ kind: "stopping" });
    expect(calls).toHaveLength(0);
  });

  test("that the platform's stop ends is no failure of the host", async () => {
    let end = () => {};
    const hanging = new Promise<UrlCallOutcome>((resolve) => {
      end = () => resolve({ kind: "unreachable", code: "ABORT_ERR" });
    });
    const { api, calls, counts, closing } = apiWith(hanging);
    const answer = api.get(account, PATH);
    await expect.poll(() => calls.length, { interval: 1 }).toBe(1);
    closing.abort();
    end();
    expect(await answer).toEqual({ kind: "stopping" });
    expect([calls.length, counts]).toEqual([1, []]);
  });

  test("by a number that is none is not repeated, though WeChat Pay answers 500", async () => {
    const error = { code: "INVALID_TRANSACTIONID", message: "订单号非法" };
    const { api, calls } = apiWith(reply(500, error));
    expect(await api.get(account, PATH)).toEqual({ kind: "refused", status: 500, ...error });
    expect(calls).toHaveLength(1);
  });

  test.each([
    [202, "USERPAYING"],
    [400, "ORDER_CLOSED"],
  ])("is answered %i %s for a payment that is not paid", async (status, code) => {
    const { api } = apiWith(reply(status, { code }));
    expect(await api.get(account, PATH)).toEqual({ kind: "absent" });
    const unsigned = apiWith({ ...reply(status, { code }), headers: {} } as UrlCallOutcome);
    expect(await unsigned.api.get(account, PATH)).toMatchObject({ kind: "unverified" });
  });

  test("shows no control characters of an error's message, which may be unsigned", async () => {
    const { api } = apiWith(reply(400, { code: "PARAM_ERROR", message: "\u001b[2J\u{1f600}" }));
    expect(await api.get(account, PATH)).toMatchObject({ message: "\u{fffd}[2J\u{1f600}" });
  });

  test("whose reply is too large says so, and not that it is signed wrongly", async () => {
    const large = { ...reply(200, {}), body: Buffer.alloc(1024 * 1024 + 1) } as UrlCallOutcome;
    const { api } = apiWith(large, large);
    expect(await api.get(account, PATH)).toMatchObject({
      kind: "unavailable",
      cause: { en: "the reply has more than 1 MiB" },
    });
  });
});

test("a reply that WeChat Pay signs wrongly as a probe is no answer: the query is repeated", async () => {
  const probe = { ...reply(200, { trade_state: "SUCCESS" }) } as Extract<
    UrlCallOutcome,
    { kind: "answered" }
  >;
  const headers = { ...probe.headers, "wechatpay-signature": "WECHATPAY/SIGNTEST/AAAA" };
  const probed: UrlCallOutcome = { ...probe, headers };
  const once = apiWith(probed, reply(200, {}));
  expect(await once.api.get(account, PATH)).toEqual({ kind: "object", object: {} });
  expect(once.counts).toEqual(["probe", "object"]);
  const ever = apiWith(probed, probed, probed, probed);
  expect(await ever.api.get(account, PATH)).toMatchObject({ kind: "unverified" });
  expect(ever.calls).toHaveLength(3);
});

describe("a reply counts only when WeChat Pay signed it:", () => {
  test("with a key that is not known, it is reported", async () => {
    const other = makeKey("PUB_KEY_ID_2");
    const { api, unknown } = apiWith(reply(200, {}, { by: other }));
    expect(await api.get(account, PATH)).toEqual({
      kind: "unverified",
      fault: { kind: "unknown_serial", serial: "PUB_KEY_ID_2" },
    });
    expect(unknown).toEqual(["1900000109"]);
  });

  test("with another key of the same id it is wrong", async () => {
    const { api } = apiWith(reply(200, {}, { by: { ...makeKey(), serial: key.serial } }));
    const wrong = { kind: "unverified", fault: { kind: "wrong_signature" } };
    expect(await api.get(account, PATH)).toEqual(wrong);
  });

  test.each([-301, 301])("%s seconds from now it is stale", async (seconds) => {
    const { api } = apiWith(reply(200, {}, { atMs: NOW_MS + seconds * 1_000 }));
    const answer = await api.get(account, PATH);
    expect(answer).toMatchObject({ kind: "unverified", fault: { kind: "stale" } });
  });

  test("that there is no payment, too", async () => {
    const absent = { code: "ORDER_NOT_EXIST" };
    const signed = apiWith(reply(404, absent));
    expect(await signed.api.get(account, PATH)).toEqual({ kind: "absent" });
    const forged = apiWith({ ...reply(404, absent), headers: {} } as UrlCallOutcome);
    expect(await forged.api.get(account, PATH)).toMatchObject({ kind: "unverified" });
  });

  test("a signed reply that is no JSON is unreadable", async () => {
    const timestamp = String(NOW_MS / 1000);
    const signature = sign([timestamp, "n", "<html>"], key.privateKey);
    const { api } = apiWith({
      ...reply(200, {}),
      body: Buffer.from("<html>"),
      headers: {
        "wechatpay-timestamp": timestamp,
        "wechatpay-nonce": "n",
        "wechatpay-serial": key.serial,
        "wechatpay-signature": signature,
      },
    } as UrlCallOutcome);
    expect(await api.get(account, PATH)).toEqual({ kind: "unreadable" });
  });
});
