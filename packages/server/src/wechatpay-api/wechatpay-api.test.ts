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
function apiWith(...outcomes: readonly UrlCallOutcome[]) {
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
      cause: "no answer within 5 s",
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

  test("is not sent when the platform stops", async () => {
    const { api, calls, closing } = apiWith(reply(200, {}));
    closing.abort();
    expect(await api.get(account, PATH)).toMatchObject({ kind: "unavailable" });
    expect(calls).toHaveLength(0);
  });
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
