import { EXAMPLE_APPID, EXAMPLE_UPLOAD } from "@dingdan/contract";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  BUSY,
  clientOf,
  failureOf,
  json,
  OK,
  refusal,
  type ScriptedWechat,
  SECRET,
  STABLE_TOKEN_PATH,
  startScriptedWechat,
  TOKEN_PATH,
  token,
  UPLOAD_PATH,
} from "../test/scripted-wechat.js";
import { ShoppingOrders } from "./index.js";

let wechat: ScriptedWechat;
beforeEach(async () => {
  wechat = await startScriptedWechat();
});
afterEach(() => wechat.close());

describe("getting a token", () => {
  it("requests a stable token with the app's credentials, without a forced refresh", async () => {
    const { client } = clientOf(wechat);
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD);
    const [request] = wechat.seen(STABLE_TOKEN_PATH);
    expect(JSON.parse(request?.body ?? "")).toEqual({
      grant_type: "client_credential",
      appid: EXAMPLE_APPID,
      secret: SECRET,
    });
  });

  it("requests a plain token when useStableToken is false", async () => {
    const { client } = clientOf(wechat, { useStableToken: false });
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD);
    expect(wechat.seen(STABLE_TOKEN_PATH)).toHaveLength(0);
    expect(wechat.seen(TOKEN_PATH)).toMatchObject([
      {
        method: "GET",
        query: { grant_type: "client_credential", appid: EXAMPLE_APPID, secret: SECRET },
      },
    ]);
  });

  it("sends nothing before the first call", () => {
    clientOf(wechat);
    expect(wechat.seen(STABLE_TOKEN_PATH)).toHaveLength(0);
  });

  it("is retried while the platform is busy", async () => {
    wechat.script(STABLE_TOKEN_PATH, BUSY);
    const { client, pausesMs } = clientOf(wechat);
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD);
    expect(pausesMs).toHaveLength(1);
  });

  it("fails the call when the credentials are rejected, and the next call tries again", async () => {
    wechat.script(STABLE_TOKEN_PATH, refusal(40125, "invalid appsecret"));
    const { client } = clientOf(wechat);
    expect(await failureOf(client.uploadShoppingInfo(EXAMPLE_UPLOAD))).toMatchObject({
      operation: "getStableAccessToken",
      errcode: 40125,
    });
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD);
    expect(wechat.tokensSeen(UPLOAD_PATH)).toEqual(["TOKEN-1"]);
  });

  it("fails the call when the reply contains no token", async () => {
    wechat.script(STABLE_TOKEN_PATH, json({ expires_in: 7200 }));
    const { client } = clientOf(wechat, { retryCountMax: 0 });
    await expect(client.uploadShoppingInfo(EXAMPLE_UPLOAD)).rejects.toThrow(
      "getStableAccessToken: the reply contains no access token",
    );
  });
});

describe("keeping a token", () => {
  it("uses one token for all calls until shortly before it expires", async () => {
    let nowMs = 1_700_000_000_000;
    const { client } = clientOf(wechat, { now: () => nowMs });
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD);
    nowMs += 7139_999;
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD);
    nowMs += 1;
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD);
    expect(wechat.tokensSeen(UPLOAD_PATH)).toEqual(["TOKEN-1", "TOKEN-1", "TOKEN-2"]);
  });

  it("keeps a token that expires soon for half of the time left", async () => {
    let nowMs = 0;
    wechat.script(STABLE_TOKEN_PATH, token("LAST-MINUTE", 40));
    const { client } = clientOf(wechat, { now: () => nowMs });
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD);
    nowMs += 19_999;
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD);
    nowMs += 1;
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD);
    expect(wechat.tokensSeen(UPLOAD_PATH)).toEqual(["LAST-MINUTE", "LAST-MINUTE", "TOKEN-1"]);
  });

  it("fetches one token for calls that start at the same time", async () => {
    const { client } = clientOf(wechat);
    await Promise.all(Array.from({ length: 5 }, () => client.uploadShoppingInfo(EXAMPLE_UPLOAD)));
    expect(wechat.seen(STABLE_TOKEN_PATH)).toHaveLength(1);
    expect(wechat.seen(UPLOAD_PATH)).toHaveLength(5);
  });

  it("continues the fetch for the other calls when one waiting call is aborted", async () => {
    const controller = new AbortController();
    wechat.script(STABLE_TOKEN_PATH, async (response) => {
      controller.abort("cancelled");
      await leaving;
      await token("SHARED")(response);
    });
    const { client } = clientOf(wechat);
    const leaving = failureOf(
      client.uploadShoppingInfo(EXAMPLE_UPLOAD, { signal: controller.signal }),
    );
    const staying = client.uploadShoppingInfo(EXAMPLE_UPLOAD);

    expect(await leaving).toBe("cancelled");
    expect(await staying).toEqual({ errcode: 0, errmsg: "ok" });
    expect(wechat.seen(STABLE_TOKEN_PATH)).toHaveLength(1);
    expect(wechat.tokensSeen(UPLOAD_PATH)).toEqual(["SHARED"]);
  });
});

describe("a rejected token", () => {
  for (const errcode of [40001, 40014, 42001]) {
    it(`is replaced after ${errcode}, and the call is sent once more with the new one`, async () => {
      wechat.script(UPLOAD_PATH, refusal(errcode, "the token is no good"), OK);
      const { client, pausesMs } = clientOf(wechat);
      expect(await client.uploadShoppingInfo(EXAMPLE_UPLOAD)).toEqual({ errcode: 0, errmsg: "ok" });
      expect(wechat.tokensSeen(UPLOAD_PATH)).toEqual(["TOKEN-1", "TOKEN-2"]);
      expect(pausesMs).toEqual([]);
    });

    it(`fails the call when the new one is rejected with ${errcode} too`, async () => {
      const refused = refusal(errcode, "the token is no good");
      wechat.script(UPLOAD_PATH, refused, refused, OK);
      const { client } = clientOf(wechat);
      expect(await failureOf(client.uploadShoppingInfo(EXAMPLE_UPLOAD))).toMatchObject({ errcode });
      expect(wechat.seen(UPLOAD_PATH)).toHaveLength(2);
      expect(wechat.seen(STABLE_TOKEN_PATH)).toHaveLength(2);
    });
  }

  it("is not replaced after 41001, which a new token does not fix", async () => {
    wechat.script(UPLOAD_PATH, refusal(41001, "access_token missing"));
    const { client } = clientOf(wechat);
    expect(await failureOf(client.uploadShoppingInfo(EXAMPLE_UPLOAD))).toMatchObject({
      errcode: 41001,
    });
    expect(wechat.seen(STABLE_TOKEN_PATH)).toHaveLength(1);
  });

  it("is replaced by a forced fetch only when the platform returns the same one again", async () => {
    wechat.script(STABLE_TOKEN_PATH, token("STALE"), token("STALE"), token("FRESH"));
    wechat.script(UPLOAD_PATH, refusal(40001, "invalid credential"), OK);
    const { client } = clientOf(wechat);
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD);

    expect(wechat.tokensSeen(UPLOAD_PATH)).toEqual(["STALE", "FRESH"]);
    const forced = wechat
      .seen(STABLE_TOKEN_PATH)
      .map(({ body }) => (JSON.parse(body) as { force_refresh?: boolean }).force_refresh);
    expect(forced).toEqual([undefined, undefined, true]);
  });

  it("is not used by a call that starts while it is being replaced", async () => {
    const { client } = clientOf(wechat);
    const later: Promise<unknown>[] = [];
    wechat.script(STABLE_TOKEN_PATH, token("STALE"), token("STALE"), async (response) => {
      later.push(client.uploadShoppingInfo(EXAMPLE_UPLOAD));
      await token("FRESH")(response);
    });
    wechat.script(UPLOAD_PATH, refusal(40001, "invalid credential"));
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD);
    await Promise.all(later);
    expect(wechat.tokensSeen(UPLOAD_PATH)).toEqual(["STALE", "FRESH", "FRESH"]);
  });

  it("is replaced once for all the calls that failed with it", async () => {
    wechat.script(STABLE_TOKEN_PATH, token("STALE"), token("STALE"), token("FRESH"));
    wechat.script(UPLOAD_PATH, ...Array.from({ length: 5 }, () => refusal(42001, "expired")));
    const { client } = clientOf(wechat);
    await Promise.all(Array.from({ length: 5 }, () => client.uploadShoppingInfo(EXAMPLE_UPLOAD)));

    expect(wechat.seen(STABLE_TOKEN_PATH)).toHaveLength(3);
    expect(wechat.tokensSeen(UPLOAD_PATH).slice(5)).toEqual(
      Array.from({ length: 5 }, () => "FRESH"),
    );
  });

  it("is not used by a later call, even when the call that used it failed", async () => {
    wechat.script(UPLOAD_PATH, refusal(40001, "no"), refusal(268485206, "the URL must be set"));
    const { client } = clientOf(wechat);
    await failureOf(client.uploadShoppingInfo(EXAMPLE_UPLOAD));
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD);
    expect(wechat.tokensSeen(UPLOAD_PATH)).toEqual(["TOKEN-1", "TOKEN-2", "TOKEN-2"]);
  });
});

describe("a token that the program keeps itself", () => {
  /** A client whose program returns these tokens in turn, and then always the last one. */
  function clientWithTokens(...tokens: readonly unknown[]) {
    const asked: boolean[] = [];
    const client = new ShoppingOrders({
      appid: EXAMPLE_APPID,
      accessToken: async ({ isForced }) => {
        asked.push(isForced);
        return tokens[Math.min(asked.length, tokens.length) - 1] as string;
      },
      baseUrl: wechat.url,
    });
    return { client, asked };
  }

  it("is requested from the program at each call, and the client fetches none", async () => {
    const { client, asked } = clientWithTokens("MINE-1", "MINE-2");
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD);
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD);
    expect(wechat.tokensSeen(UPLOAD_PATH)).toEqual(["MINE-1", "MINE-2"]);
    expect(asked).toEqual([false, false]);
    expect(wechat.seen(STABLE_TOKEN_PATH)).toHaveLength(0);
  });

  it("is requested again when it was rejected, without force when the program returns another one", async () => {
    wechat.script(UPLOAD_PATH, refusal(40001, "invalid credential"));
    const { client, asked } = clientWithTokens("STALE", "FRESH");
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD);
    expect(wechat.tokensSeen(UPLOAD_PATH)).toEqual(["STALE", "FRESH"]);
    expect(asked).toEqual([false, false]);
  });

  it("is requested with force once for all calls that failed with it, when the program returns it again", async () => {
    const refused = refusal(42001, "expired");
    wechat.script(UPLOAD_PATH, refused, refused, refused);
    const asked: boolean[] = [];
    let current = "STALE";
    const client = new ShoppingOrders({
      appid: EXAMPLE_APPID,
      accessToken: async ({ isForced }) => {
        asked.push(isForced);
        if (isForced) current = "FRESH";
        return current;
      },
      baseUrl: wechat.url,
    });
    await Promise.all(Array.from({ length: 3 }, () => client.uploadShoppingInfo(EXAMPLE_UPLOAD)));
    expect(asked.filter((isForced) => isForced)).toEqual([true]);
    expect(wechat.tokensSeen(UPLOAD_PATH).slice(3)).toEqual(["FRESH", "FRESH", "FRESH"]);
  });

  it("fails the call when it is rejected after a forced request", async () => {
    wechat.script(UPLOAD_PATH, refusal(40001, "no"), refusal(40001, "no"), OK);
    const { client, asked } = clientWithTokens("STALE");
    expect(await failureOf(client.uploadShoppingInfo(EXAMPLE_UPLOAD))).toMatchObject({
      errcode: 40001,
    });
    expect(asked).toEqual([false, false, true]);
    expect(wechat.seen(UPLOAD_PATH)).toHaveLength(2);
  });

  it("fails the call with the error that the program throws", async () => {
    const fault = new Error("the vault is locked");
    const client = new ShoppingOrders({
      appid: EXAMPLE_APPID,
      accessToken: () => Promise.reject(fault),
      baseUrl: wechat.url,
    });
    expect(await failureOf(client.uploadShoppingInfo(EXAMPLE_UPLOAD))).toBe(fault);
  });

  it("fails the call when it is not a non-empty string", async () => {
    for (const answer of ["", undefined]) {
      const { client } = clientWithTokens(answer);
      await expect(client.uploadShoppingInfo(EXAMPLE_UPLOAD)).rejects.toThrow(
        "accessToken must return a non-empty string",
      );
    }
  });
});
