import { EXAMPLE_UPLOAD } from "@dingdan/contract";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type Answer,
  BUSY,
  clientOf,
  failureOf,
  hangUp,
  json,
  OK,
  page,
  refusal,
  type ScriptedWechat,
  silence,
  startScriptedWechat,
  UPLOAD_PATH,
} from "../test/scripted-wechat.js";
import { ShoppingOrdersConnectionError, ShoppingOrdersError } from "./index.js";

let wechat: ScriptedWechat;
beforeEach(async () => {
  wechat = await startScriptedWechat();
});
afterEach(() => wechat.close());

describe("a call that may succeed later", () => {
  const passing: Record<string, Answer> = {
    "a platform that is busy": BUSY,
    "a connection that breaks": hangUp,
    "a gateway's error page": page(502, "<h1>Bad Gateway</h1>"),
    "a reply that is not JSON": page(200, "<h1>Welcome</h1>"),
    "a reply that is not an object": json(null),
    "an empty reply": page(200, ""),
    "an HTTP 503 without an errcode": json({ message: "no healthy upstream" }, 503),
    "an HTTP 404 without an errcode": json({ message: "no route" }, 404),
    "an errcode that is not a number": json({ errcode: "none" }),
  };
  for (const [what, answer] of Object.entries(passing)) {
    it(`is retried after ${what}`, async () => {
      wechat.script(UPLOAD_PATH, answer, OK);
      const { client } = clientOf(wechat);
      expect(await client.uploadShoppingInfo(EXAMPLE_UPLOAD)).toEqual({ errcode: 0, errmsg: "ok" });
      expect(wechat.seen(UPLOAD_PATH)).toHaveLength(2);
    });
  }

  it("is retried when the platform never answers", async () => {
    wechat.script(UPLOAD_PATH, silence, OK);
    const { client } = clientOf(wechat);
    // Long enough for the second answer on a busy machine.
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD, { timeoutMs: 800 });
    expect(wechat.seen(UPLOAD_PATH)).toHaveLength(2);
  });

  it("fails with the last error after the last retry", async () => {
    wechat.script(UPLOAD_PATH, hangUp, hangUp, BUSY, OK);
    const { client } = clientOf(wechat);
    const error = await failureOf(client.uploadShoppingInfo(EXAMPLE_UPLOAD));
    expect(error).toBeInstanceOf(ShoppingOrdersError);
    expect(error).toMatchObject({ errcode: -1, isRetryable: true });
    expect(wechat.seen(UPLOAD_PATH)).toHaveLength(3);
  });

  it("is sent once when retryCountMax is 0", async () => {
    wechat.script(UPLOAD_PATH, BUSY, OK);
    const { client } = clientOf(wechat, { retryCountMax: 0 });
    expect(await failureOf(client.uploadShoppingInfo(EXAMPLE_UPLOAD))).toMatchObject({
      errcode: -1,
    });
    expect(wechat.seen(UPLOAD_PATH)).toHaveLength(1);
  });

  it("pauses for a random part of a time that doubles, up to 10 s", async () => {
    wechat.script(UPLOAD_PATH, ...Array.from({ length: 7 }, () => BUSY));
    const { client, pausesMs } = clientOf(wechat, { retryCountMax: 7, random: () => 0.9 });
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD);
    expect(pausesMs).toEqual([450, 900, 1800, 3600, 7200, 9000, 9000]);
  });
});

describe("a rejected call", () => {
  for (const [errcode, errmsg] of [
    [268485206, "the URL must be set"],
    [45009, "reach max api daily quota limit"],
    [99999, "an undocumented error code"],
  ] as const) {
    it(`is not retried after ${errcode}`, async () => {
      wechat.script(UPLOAD_PATH, refusal(errcode, errmsg), OK);
      const { client, pausesMs } = clientOf(wechat);
      expect(await failureOf(client.uploadShoppingInfo(EXAMPLE_UPLOAD))).toMatchObject({ errcode });
      expect(wechat.seen(UPLOAD_PATH)).toHaveLength(1);
      expect(pausesMs).toEqual([]);
    });
  }

  it("is a rejected call with any HTTP status that a gateway sets", async () => {
    wechat.script(UPLOAD_PATH, json({ errcode: 48001, errmsg: "api unauthorized" }, 503), OK);
    const { client } = clientOf(wechat);
    const error = await failureOf(client.uploadShoppingInfo(EXAMPLE_UPLOAD));
    expect(error).toBeInstanceOf(ShoppingOrdersError);
    expect(wechat.seen(UPLOAD_PATH)).toHaveLength(1);
  });
});

describe("the time limit", () => {
  it("ends a call to a platform that never answers", async () => {
    wechat.script(UPLOAD_PATH, silence);
    // Long enough for the token on a busy machine.
    const { client } = clientOf(wechat, { timeoutMs: 800, retryCountMax: 0 });
    const error = await failureOf(client.uploadShoppingInfo(EXAMPLE_UPLOAD));
    expect(error).toBeInstanceOf(ShoppingOrdersConnectionError);
    expect(error).toMatchObject({
      message: "uploadShoppingInfo: no reply within 800 ms",
      cause: { name: "TimeoutError" },
    });
  });

  it("ends a call to a platform that begins an answer and does not finish it", async () => {
    wechat.script(UPLOAD_PATH, (response) => void response.writeHead(200).write('{"errcode":'));
    const { client } = clientOf(wechat, { retryCountMax: 0 });
    await expect(client.uploadShoppingInfo(EXAMPLE_UPLOAD, { timeoutMs: 40 })).rejects.toThrow(
      "no reply within 40 ms",
    );
  });

  it("does not exist when timeoutMs is 0", async () => {
    const { client } = clientOf(wechat, { timeoutMs: 0 });
    expect(await client.uploadShoppingInfo(EXAMPLE_UPLOAD)).toEqual({ errcode: 0, errmsg: "ok" });
  });
});
