import { EXAMPLE_APPID, EXAMPLE_UPLOAD, EXAMPLE_VERIFY, OPERATIONS } from "@dingdan/contract";
import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from "vitest";
import {
  BUSY,
  CONFIRM_PATH,
  clientOf,
  failureOf,
  json,
  ORDER_PATH,
  type ScriptedWechat,
  SECRET,
  STABLE_TOKEN_PATH,
  startScriptedWechat,
  UPLOAD_PATH,
  VERIFY_PATH,
} from "../test/scripted-wechat.js";
import {
  type AppSecretOptions,
  type CallOptions,
  ShoppingOrders,
  type UploadShoppingInfoRequest,
} from "./index.js";

let wechat: ScriptedWechat;
beforeEach(async () => {
  wechat = await startScriptedWechat();
});
afterEach(() => wechat.close());

/** A client that records each path before the request reaches the network. */
function watchedClient(options: Partial<AppSecretOptions> = {}) {
  const sent: string[] = [];
  const { client, pausesMs } = clientOf(wechat, {
    fetch: (url, init) => {
      sent.push(new URL(url).pathname);
      return fetch(url, init);
    },
    ...options,
  });
  return { client, pausesMs, sent };
}

describe("the methods", () => {
  it("exist for each operation that carries an access token, and for no other", () => {
    const { client } = clientOf(wechat);
    for (const [name, { credential }] of Object.entries(OPERATIONS)) {
      expect(name in client, name).toBe(credential === "access_token");
    }
  });

  it("upload shopping details as JSON, with the token in the query", async () => {
    const { client } = clientOf(wechat);
    const reply = await client.uploadShoppingInfo(EXAMPLE_UPLOAD);

    expect(reply).toEqual({ errcode: 0, errmsg: "ok" });
    const [request] = wechat.seen(UPLOAD_PATH);
    expect(request).toMatchObject({ method: "POST", query: { access_token: "TOKEN-1" } });
    expect(JSON.parse(request?.body ?? "")).toEqual(EXAMPLE_UPLOAD);
  });

  it("return the verify result of an upload", async () => {
    wechat.script(
      VERIFY_PATH,
      json({ errcode: 0, errmsg: "ok", verify_result: "NOT_PAID: no completed payment" }),
    );
    const { client } = clientOf(wechat);
    const reply = await client.shoppingInfoVerifyUploadResult(EXAMPLE_VERIFY);

    expect(reply.verify_result).toBe("NOT_PAID: no completed payment");
    expect(JSON.parse(wechat.seen(VERIFY_PATH)[0]?.body ?? "")).toEqual(EXAMPLE_VERIFY);
  });

  it("submit the access review without a body, as WeChat's own example does", async () => {
    wechat.script(CONFIRM_PATH, json({ errcode: 0, errmsg: "ok", last_result: "APPROVED" }));
    const { client } = clientOf(wechat);
    const reply = await client.confirmProductPermission();

    expect(reply.last_result).toBe("APPROVED");
    expect(wechat.seen(CONFIRM_PATH)).toMatchObject([{ method: "POST", body: "" }]);
  });

  it("look up a service provider's order with the parameters in the query", async () => {
    const { request, reply } = OPERATIONS.getOrder.example;
    wechat.script(ORDER_PATH, json(reply));
    const { client } = clientOf(wechat);
    const { order } = await client.getOrder({ orderId: request.orderId });

    expect(order).toEqual(reply.order);
    expect(wechat.seen(ORDER_PATH)).toMatchObject([
      { method: "GET", query: { orderId: request.orderId }, body: "" },
    ]);
  });

  it("can be called by name when a program has the name as data", async () => {
    const { client } = clientOf(wechat);
    await client.call("uploadShoppingInfo", EXAMPLE_UPLOAD);
    expect(wechat.seen(UPLOAD_PATH)).toHaveLength(1);
  });

  it("treat a reply without errcode and errmsg as a success, since WeChat sends some", async () => {
    wechat.script(UPLOAD_PATH, json({ graphid: 33597863 }));
    const { client } = clientOf(wechat);
    expect(await client.uploadShoppingInfo(EXAMPLE_UPLOAD)).toEqual({
      errcode: 0,
      errmsg: "ok",
      graphid: 33597863,
    });
  });

  it("have the contract's types of requests and replies", () => {
    type Methods = ShoppingOrders;
    expectTypeOf<Methods["confirmProductPermission"]>()
      .parameter(0)
      .toEqualTypeOf<CallOptions | undefined>();
    expectTypeOf<Methods["getOrder"]>().parameter(0).toEqualTypeOf<{ readonly orderId: string }>();
    expectTypeOf<UploadShoppingInfoRequest>().toExtend<
      Parameters<Methods["uploadShoppingInfo"]>[0]
    >();
    expectTypeOf<Awaited<ReturnType<Methods["getOrder"]>>["order"]["status"]>().toEqualTypeOf<
      1 | 2 | 3 | 5 | 6 | 7 | 9
    >();
  });
});

describe("the address", () => {
  it("is WeChat's by default", async () => {
    const called: string[] = [];
    const client = new ShoppingOrders({
      appid: EXAMPLE_APPID,
      secret: SECRET,
      fetch: async (url) => {
        called.push(url.replace(/\?.*/, ""));
        return Response.json({ access_token: "TOKEN", expires_in: 7200 });
      },
    });
    await client.confirmProductPermission();
    expect(called).toEqual([
      "https://api.weixin.qq.com/cgi-bin/stable_token",
      "https://api.weixin.qq.com/user-order/orders-permission/confirm",
    ]);
  });

  it("keeps the path of a base URL and ignores a trailing slash", async () => {
    const { client } = clientOf(wechat, { baseUrl: `${wechat.url}/wechat/` });
    wechat.script(`/wechat${STABLE_TOKEN_PATH}`, json({ access_token: "T", expires_in: 7200 }));
    await client.confirmProductPermission();
    expect(wechat.seen(`/wechat${CONFIRM_PATH}`)).toHaveLength(1);
  });

  it("is not changed by a redirect, which would send the token to another host", async () => {
    wechat.script(UPLOAD_PATH, (response) => {
      response.writeHead(307, { location: `${wechat.url}/elsewhere` }).end();
    });
    const { client } = clientOf(wechat, { retryCountMax: 0 });
    await expect(client.uploadShoppingInfo(EXAMPLE_UPLOAD)).rejects.toThrow("HTTP 307");
    expect(wechat.seen("/elsewhere")).toHaveLength(0);
  });
});

describe("an abort by the caller", () => {
  it("before the call prevents any request", async () => {
    const { client, sent } = watchedClient();
    const signal = AbortSignal.abort("too late");
    expect(await failureOf(client.uploadShoppingInfo(EXAMPLE_UPLOAD, { signal }))).toBe("too late");
    expect(sent).toEqual([]);
  });

  for (const retryCountMax of [0, 2]) {
    it(`rejects immediately with the signal's reason when retryCountMax is ${retryCountMax}`, async () => {
      const controller = new AbortController();
      const reason = new Error("the buyer left");
      wechat.script(UPLOAD_PATH, () => controller.abort(reason));
      const { client, pausesMs, sent } = watchedClient({ retryCountMax });
      const call = client.uploadShoppingInfo(EXAMPLE_UPLOAD, { signal: controller.signal });

      expect(await failureOf(call)).toBe(reason);
      expect(sent).toEqual([STABLE_TOKEN_PATH, UPLOAD_PATH]);
      expect(pausesMs).toEqual([]);
    });
  }

  it("during the pause before a retry cancels the retry", async () => {
    const controller = new AbortController();
    wechat.script(UPLOAD_PATH, BUSY);
    const { client, sent } = watchedClient({ sleep: async () => controller.abort("enough") });
    const call = client.uploadShoppingInfo(EXAMPLE_UPLOAD, { signal: controller.signal });

    expect(await failureOf(call)).toBe("enough");
    expect(sent).toEqual([STABLE_TOKEN_PATH, UPLOAD_PATH]);
  });
});
