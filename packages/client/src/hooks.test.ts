import { inspect } from "node:util";
import { EXAMPLE_APPID, EXAMPLE_UPLOAD } from "@dingdan/contract";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  BUSY,
  clientOf,
  failureOf,
  json,
  ORDER_PATH,
  page,
  RID,
  refusal,
  type ScriptedWechat,
  SECRET,
  STABLE_TOKEN_PATH,
  startScriptedWechat,
  token,
  UPLOAD_PATH,
} from "../test/scripted-wechat.js";
import {
  type AppSecretOptions,
  type RequestEvent,
  type ResponseEvent,
  ShoppingOrdersConnectionError,
  ShoppingOrdersError,
} from "./index.js";

let wechat: ScriptedWechat;
beforeEach(async () => {
  wechat = await startScriptedWechat();
});
afterEach(() => wechat.close());

/** A client that has a token, and the events that its hooks receive after that. */
async function watchedClient(options: Partial<AppSecretOptions> = {}) {
  const requests: RequestEvent[] = [];
  const responses: ResponseEvent[] = [];
  const { client } = clientOf(wechat, {
    ...options,
    hooks: {
      onRequest: (event) => void requests.push(event),
      onResponse: (event) => void responses.push(event),
    },
  });
  await client.confirmProductPermission();
  requests.length = 0;
  responses.length = 0;
  return { client, requests, responses };
}

describe("the hooks", () => {
  it("receive an event before and after an attempt", async () => {
    let nowMs = 0;
    wechat.script(UPLOAD_PATH, (response) => {
      nowMs += 42;
      return json({ errcode: 0, errmsg: "ok" })(response);
    });
    const { client, requests, responses } = await watchedClient({ now: () => nowMs });
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD);

    const attempt = {
      operation: "uploadShoppingInfo",
      appid: EXAMPLE_APPID,
      method: "POST",
      url: `${wechat.url}${UPLOAD_PATH}`,
      attempt: 1,
    };
    expect(requests).toEqual([attempt]);
    expect(responses).toEqual([
      { ...attempt, durationMs: 42, outcome: "ok", errcode: 0, rid: null, error: null },
    ]);
  });

  it("receive the attempts that fetch tokens, which have their own count", async () => {
    const attempts: string[] = [];
    const { client } = clientOf(wechat, {
      hooks: {
        onResponse: ({ operation, attempt, outcome, errcode }) =>
          void attempts.push(`${operation} ${attempt} ${outcome} ${errcode}`),
      },
    });
    wechat.script(STABLE_TOKEN_PATH, BUSY);
    wechat.script(UPLOAD_PATH, BUSY, refusal(40001, "no"), page(502, "<h1>Bad Gateway</h1>"));
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD);
    expect(attempts).toEqual([
      "getStableAccessToken 1 refused -1",
      "getStableAccessToken 2 ok 0",
      "uploadShoppingInfo 1 refused -1",
      "uploadShoppingInfo 2 refused 40001",
      "getStableAccessToken 1 ok 0",
      "uploadShoppingInfo 3 failed null",
      "uploadShoppingInfo 4 ok 0",
    ]);
  });

  it("receive the error of a rejected attempt, with its rid", async () => {
    const { client, responses } = await watchedClient();
    wechat.script(UPLOAD_PATH, refusal(268485206, "the URL must be set"));
    const error = await failureOf(client.uploadShoppingInfo(EXAMPLE_UPLOAD));
    expect(error).toBeInstanceOf(ShoppingOrdersError);
    expect(responses).toMatchObject([{ outcome: "refused", errcode: 268485206, rid: RID }]);
    expect(responses[0]?.error).toBe(error);
  });

  it("receive the error when no readable reply arrives", async () => {
    const { client, responses } = await watchedClient({ retryCountMax: 0 });
    await wechat.close();
    const error = await failureOf(client.uploadShoppingInfo(EXAMPLE_UPLOAD));
    expect(error).toBeInstanceOf(ShoppingOrdersConnectionError);
    expect(responses).toMatchObject([{ outcome: "failed", errcode: null, rid: null, error }]);
  });

  it("receive the outcome when the caller aborts", async () => {
    const { client, responses } = await watchedClient();
    const controller = new AbortController();
    wechat.script(UPLOAD_PATH, () => controller.abort("enough"));
    await failureOf(client.uploadShoppingInfo(EXAMPLE_UPLOAD, { signal: controller.signal }));
    expect(responses).toMatchObject([{ outcome: "aborted", errcode: null, error: null }]);
  });

  it("receive neither secrets and tokens nor the content of the request", async () => {
    const TOKEN = "72_Tok/en+of=the~app";
    const events: unknown[] = [];
    const record = (event: unknown) => void events.push(event);
    const { client } = clientOf(wechat, {
      hooks: { onRequest: record, onResponse: record },
      useStableToken: false,
    });
    wechat.script("/cgi-bin/token", token(TOKEN));
    wechat.script(UPLOAD_PATH, refusal(48001, `api unauthorized for ${TOKEN}`));
    wechat.script(ORDER_PATH, page(500, encodeURIComponent(TOKEN)));
    await failureOf(client.uploadShoppingInfo(EXAMPLE_UPLOAD));
    await client.getOrder({ orderId: "ORDER-IN-THE-QUERY" });

    const text = inspect(events, { depth: 9, showHidden: true });
    for (const secret of [SECRET, TOKEN]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(encodeURIComponent(secret));
    }
    expect(text).not.toContain(EXAMPLE_UPLOAD.payer.openid);
    expect(text).not.toContain("ORDER-IN-THE-QUERY");
  });

  for (const [what, hook] of Object.entries({
    "throw immediately": () => {
      throw new Error("the log is full");
    },
    "reject later": () => Promise.reject(new Error("the log is far away")),
    "change the event": (event: object) => {
      for (const name of Object.keys(event)) Reflect.set(event, name, null);
    },
  })) {
    it(`do not break a call when they ${what}`, async () => {
      const hooks = { onRequest: hook, onResponse: hook } as AppSecretOptions["hooks"];
      const { client } = clientOf(wechat, { hooks });
      wechat.script(UPLOAD_PATH, BUSY);
      const reply = await client.uploadShoppingInfo(EXAMPLE_UPLOAD);
      expect(reply).toEqual({ errcode: 0, errmsg: "ok" });
    });
  }

  it("receive correct events even when another hook changes its own", async () => {
    const attempts: number[] = [];
    const { client } = clientOf(wechat, {
      hooks: {
        onRequest: (event) => Reflect.set(event, "attempt", 99),
        onResponse: ({ attempt }) => void attempts.push(attempt),
      },
    });
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD);
    expect(attempts).toEqual([1, 1]);
  });
});
