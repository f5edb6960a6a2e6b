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

/** A client that has its token already, and what its hooks are told from then on. */
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
  it("are told of an attempt before and after it", async () => {
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

  it("are told of the attempts that fetch tokens, which count apart", async () => {
    const told: string[] = [];
    const { client } = clientOf(wechat, {
      hooks: {
        onResponse: ({ operation, attempt, outcome, errcode }) =>
          void told.push(`${operation} ${attempt} ${outcome} ${errcode}`),
      },
    });
    wechat.script(STABLE_TOKEN_PATH, BUSY);
    wechat.script(UPLOAD_PATH, BUSY, refusal(40001, "no"), page(502, "<h1>Bad Gateway</h1>"));
    await client.uploadShoppingInfo(EXAMPLE_UPLOAD);
    expect(told).toEqual([
      "getStableAccessToken 1 refused -1",
      "getStableAccessToken 2 ok 0",
      "uploadShoppingInfo 1 refused -1",
      "uploadShoppingInfo 2 refused 40001",
      "getStableAccessToken 1 ok 0",
      "uploadShoppingInfo 3 failed null",
      "uploadShoppingInfo 4 ok 0",
    ]);
  });

  it("are told how an attempt was refused, with its rid", async () => {
    const { client, responses } = await watchedClient();
    wechat.script(UPLOAD_PATH, refusal(268485206, "the URL must be set"));
    const error = await failureOf(client.uploadShoppingInfo(EXAMPLE_UPLOAD));
    expect(error).toBeInstanceOf(ShoppingOrdersError);
    expect(responses).toMatchObject([{ outcome: "refused", errcode: 268485206, rid: RID }]);
    expect(responses[0]?.error).toBe(error);
  });

  it("are told when there was no reply that can be read", async () => {
    const { client, responses } = await watchedClient({ retryCountMax: 0 });
    await wechat.close();
    const error = await failureOf(client.uploadShoppingInfo(EXAMPLE_UPLOAD));
    expect(error).toBeInstanceOf(ShoppingOrdersConnectionError);
    expect(responses).toMatchObject([{ outcome: "failed", errcode: null, rid: null, error }]);
  });

  it("are told when the caller gave up", async () => {
    const { client, responses } = await watchedClient();
    const controller = new AbortController();
    wechat.script(UPLOAD_PATH, () => controller.abort("enough"));
    await failureOf(client.uploadShoppingInfo(EXAMPLE_UPLOAD, { signal: controller.signal }));
    expect(responses).toMatchObject([{ outcome: "aborted", errcode: null, error: null }]);
  });

  it("are told neither secrets and tokens nor what the request holds", async () => {
    const TOKEN = "72_Tok/en+of=the~app";
    const told: unknown[] = [];
    const tell = (event: unknown) => void told.push(event);
    const { client } = clientOf(wechat, {
      hooks: { onRequest: tell, onResponse: tell },
      useStableToken: false,
    });
    wechat.script("/cgi-bin/token", token(TOKEN));
    wechat.script(UPLOAD_PATH, refusal(48001, `api unauthorized for ${TOKEN}`));
    wechat.script(ORDER_PATH, page(500, encodeURIComponent(TOKEN)));
    await failureOf(client.uploadShoppingInfo(EXAMPLE_UPLOAD));
    await client.getOrder({ orderId: "ORDER-IN-THE-QUERY" });

    const text = inspect(told, { depth: 9, showHidden: true });
    for (const secret of [SECRET, TOKEN]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(encodeURIComponent(secret));
    }
    expect(text).not.toContain(EXAMPLE_UPLOAD.payer.openid);
    expect(text).not.toContain("ORDER-IN-THE-QUERY");
  });

  for (const [what, hook] of Object.entries({
    "throw at once": () => {
      throw new Error("the log is full");
    },
    "reject later": () => Promise.reject(new Error("the log is far away")),
    "change what they are told": (event: object) => {
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

  it("are each told the truth, whatever another one does to what it is told", async () => {
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
