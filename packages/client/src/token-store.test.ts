import { inspect } from "node:util";
import { EXAMPLE_APPID, EXAMPLE_UPLOAD } from "@dingdan/contract";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  clientOf,
  failureOf,
  refusal,
  type ScriptedWechat,
  SECRET,
  STABLE_TOKEN_PATH,
  sharedStore,
  startScriptedWechat,
  TOKEN_PATH,
  token,
  UPLOAD_PATH,
} from "../test/scripted-wechat.js";
import type { AppSecretOptions, TokenStore, TokenStoreErrorEvent } from "./index.js";

let wechat: ScriptedWechat;
beforeEach(async () => {
  wechat = await startScriptedWechat();
});
afterEach(() => wechat.close());

const NOW_MS = 1_700_000_000_000;
const upload = (options: Partial<AppSecretOptions>) =>
  clientOf(wechat, { now: () => NOW_MS, ...options }).client.uploadShoppingInfo(EXAMPLE_UPLOAD);

describe("a token store", () => {
  it("shares one token between processes", async () => {
    const { store } = sharedStore();
    await upload({ tokenStore: store });
    await upload({ tokenStore: store });
    expect(wechat.tokensSeen(UPLOAD_PATH)).toEqual(["TOKEN-1", "TOKEN-1"]);
    expect(wechat.seen(STABLE_TOKEN_PATH)).toHaveLength(1);
  });

  it("keeps a token that expires a minute earlier, under a key without secrets", async () => {
    const { store, kept } = sharedStore();
    await upload({ tokenStore: store });
    expect([...kept]).toEqual([
      [
        `stable_access_token:${EXAMPLE_APPID}@${wechat.url}`,
        { token: "TOKEN-1", expiresAtMs: NOW_MS + 7_140_000 },
      ],
    ]);
  });

  it("keeps plain tokens and the tokens of other apps under other keys", async () => {
    const { store, kept } = sharedStore();
    await upload({ tokenStore: store });
    await upload({ tokenStore: store, useStableToken: false });
    await upload({ tokenStore: store, appid: "wx0000000000000001" });
    expect(kept.size).toBe(3);
    expect(wechat.seen(STABLE_TOKEN_PATH)).toHaveLength(2);
    expect(wechat.seen(TOKEN_PATH)).toHaveLength(1);
  });

  it("is read when a process needs a token, and not at each call", async () => {
    const { store } = sharedStore();
    const asked: string[] = [];
    const get = (key: string) => {
      asked.push(key);
      return store.get(key);
    };
    const { client } = clientOf(wechat, { tokenStore: { ...store, get } });
    await Promise.all(Array.from({ length: 5 }, () => client.uploadShoppingInfo(EXAMPLE_UPLOAD)));
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD);
    expect(asked).toHaveLength(1);
    expect(wechat.seen(STABLE_TOKEN_PATH)).toHaveLength(1);
  });

  it("is ignored when its token has expired", async () => {
    const { store } = sharedStore();
    await upload({ tokenStore: store });
    await upload({ tokenStore: store, now: () => NOW_MS + 7_140_000 });
    expect(wechat.tokensSeen(UPLOAD_PATH)).toEqual(["TOKEN-1", "TOKEN-2"]);
  });

  it("returns the new token when another process has replaced a rejected one", async () => {
    const { store } = sharedStore();
    const { client: one } = clientOf(wechat, { tokenStore: store });
    const { client: other } = clientOf(wechat, { tokenStore: store });
    await one.uploadShoppingInfo(EXAMPLE_UPLOAD);
    await other.uploadShoppingInfo(EXAMPLE_UPLOAD);
    wechat.script(UPLOAD_PATH, refusal(40001, "no"));
    await one.uploadShoppingInfo(EXAMPLE_UPLOAD);
    wechat.script(UPLOAD_PATH, refusal(40001, "no"));
    await other.uploadShoppingInfo(EXAMPLE_UPLOAD);

    expect(wechat.tokensSeen(UPLOAD_PATH).slice(2)).toEqual([
      "TOKEN-1",
      "TOKEN-2",
      "TOKEN-1",
      "TOKEN-2",
    ]);
    expect(wechat.seen(STABLE_TOKEN_PATH)).toHaveLength(2);
  });

  it("receives the new token in place of a rejected one", async () => {
    const { store, kept } = sharedStore();
    wechat.script(STABLE_TOKEN_PATH, token("STALE"), token("STALE"), token("FRESH"));
    wechat.script(UPLOAD_PATH, refusal(40001, "no"));
    await upload({ tokenStore: store });
    expect([...kept.values()]).toMatchObject([{ token: "FRESH" }]);
  });
});

describe("a token store that fails", () => {
  const setNothing: TokenStore["set"] = async (_key, stored) => {
    throw new Error(`cannot SET ${stored.token}`);
  };
  const broken: TokenStore = {
    get: () => Promise.reject(new Error("ECONNREFUSED")),
    set: setNothing,
  };

  /** A client with a store, and the events of its hook. */
  function watched(tokenStore: TokenStore, options: Partial<AppSecretOptions> = {}) {
    const events: TokenStoreErrorEvent[] = [];
    const hooks = { onTokenStoreError: (event: TokenStoreErrorEvent) => void events.push(event) };
    return { ...clientOf(wechat, { tokenStore, hooks, ...options }), events };
  }

  it("does not fail a call: the process keeps its token in memory, and a hook is notified", async () => {
    wechat.script(STABLE_TOKEN_PATH, token("TOKEN-OF-THE-APP"));
    const { client, events } = watched(broken);
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD);
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD);

    expect(wechat.seen(STABLE_TOKEN_PATH)).toHaveLength(1);
    const key = `stable_access_token:${EXAMPLE_APPID}@${wechat.url}`;
    expect(events).toMatchObject([
      { action: "get", key, error: { message: "ECONNREFUSED" } },
      { action: "set", key, error: { message: "cannot SET ***" } },
    ]);
    expect(inspect(events, { depth: 9 })).not.toContain("TOKEN-OF-THE-APP");
  });

  it("is not asked for a token that it rejected", async () => {
    const { store, kept } = sharedStore();
    await upload({ tokenStore: store });
    const readOnly = { ...store, set: setNothing };
    const { client } = watched(readOnly, { now: () => NOW_MS });
    wechat.script(UPLOAD_PATH, refusal(40001, "TOKEN-1 is no good"));
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD);
    wechat.script(UPLOAD_PATH, refusal(40001, "TOKEN-2 is no good"));
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD);

    expect([...kept.values()]).toMatchObject([{ token: "TOKEN-1" }]);
    expect(wechat.tokensSeen(UPLOAD_PATH).slice(1)).toEqual([
      "TOKEN-1",
      "TOKEN-2",
      "TOKEN-2",
      "TOKEN-3",
    ]);
  });

  it("times out after the time of one attempt", async () => {
    const never = () => new Promise<never>(() => {});
    const { client, events } = watched({ get: never, set: never }, { timeoutMs: 400 });
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD, { timeoutMs: 0 });
    expect(events).toMatchObject([
      { action: "get", error: { name: "TimeoutError" } },
      { action: "set", error: { name: "TimeoutError" } },
    ]);
  });

  for (const answer of ["TOKEN", { token: "" }, { token: "T", expiresAtMs: "soon" }, 7]) {
    it(`is one that returns ${JSON.stringify(answer)}`, async () => {
      const { store } = sharedStore();
      const { client, events } = watched({ ...store, get: async () => answer as never });
      await client.uploadShoppingInfo(EXAMPLE_UPLOAD);
      expect(events).toMatchObject([{ action: "get", error: { name: "TypeError" } }]);
    });
  }

  it("does not fail a call when its hook throws or rejects", async () => {
    const onTokenStoreError = async () => {
      throw new Error("the log is full");
    };
    await upload({ tokenStore: broken, hooks: { onTokenStoreError } });
    expect(wechat.seen(UPLOAD_PATH)).toHaveLength(1);
  });

  it("does not hide the platform's error", async () => {
    wechat.script(STABLE_TOKEN_PATH, refusal(40125, `invalid appsecret ${SECRET}`));
    const { client } = watched(broken);
    expect(await failureOf(client.uploadShoppingInfo(EXAMPLE_UPLOAD))).toMatchObject({
      errcode: 40125,
    });
  });
});
