import { inspect } from "node:util";
import { EXAMPLE_UPLOAD } from "@dingdan/contract";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type Answer,
  clientOf,
  failureOf,
  json,
  page,
  RID,
  refusal,
  type ScriptedWechat,
  SECRET,
  STABLE_TOKEN_PATH,
  startScriptedWechat,
  TOKEN_PATH,
  token,
  UPLOAD_PATH,
} from "../test/scripted-wechat.js";
import {
  type AppSecretOptions,
  ShoppingOrdersConnectionError,
  ShoppingOrdersError,
} from "./index.js";

let wechat: ScriptedWechat;
beforeEach(async () => {
  wechat = await startScriptedWechat();
});
afterEach(() => wechat.close());

/** The error of an upload that is answered so. */
function failure(answer: Answer, options: Partial<AppSecretOptions> = {}) {
  wechat.script(UPLOAD_PATH, answer);
  const { client } = clientOf(wechat, { retryCountMax: 0, ...options });
  return failureOf(client.uploadShoppingInfo(EXAMPLE_UPLOAD));
}

/** Everything that a log could print of a value. */
const printed = (value: unknown) =>
  [inspect(value, { depth: 9, showHidden: true }), String(value), JSON.stringify(value)].join("\n");

describe("a rejected call", () => {
  const PATH = "order_list[0].item_list[2].name";
  const REASON = `${PATH} must be at most 256 characters, got 300`;

  it("reports the error code, the text, the path, the hint and the rid", async () => {
    const error = await failure(refusal(268435461, `parameter error: ${REASON}`));
    expect(error).toBeInstanceOf(ShoppingOrdersError);
    expect(error).toMatchObject({
      name: "ShoppingOrdersError",
      operation: "uploadShoppingInfo",
      errcode: 268435461,
      errmsg: `parameter error: ${REASON} rid: ${RID}`,
      path: PATH,
      rid: RID,
      hint: "Change the field that the message names; the message also gives the reason.",
      isRetryable: false,
    });
    expect(String(error)).toBe(
      `ShoppingOrdersError: uploadShoppingInfo: 268435461 parameter error: ${REASON} rid: ${RID}` +
        " (Change the field that the message names; the message also gives the reason.)",
    );
  });

  it("has a Chinese hint when the client's language is Chinese", async () => {
    const answer = refusal(268435461, `参数错误: ${PATH} 最多 256 个字符，实际 300 个`);
    const error = await failure(answer, { language: "zh" });
    expect(error).toMatchObject({
      hint: "请按错误信息指出的字段与原因修改。",
      path: PATH,
      rid: RID,
    });
  });

  it("has neither hint nor path nor rid when the platform's text contains none", async () => {
    expect(await failure(json({ errcode: 99999, errmsg: "who knows" }))).toMatchObject({
      errmsg: "who knows",
      hint: null,
      path: null,
      rid: null,
      isRetryable: false,
    });
  });

  it("finds the rid after a comma, as some of WeChat's systems write it", async () => {
    const answer = json({ errcode: 40013, errmsg: `invalid appid, rid: ${RID}` });
    expect(await failure(answer)).toMatchObject({ rid: RID });
  });

  it("finds the path when the text has a path and no reason", async () => {
    const answer = refusal(268485192, "the openid must be set: payer.openid");
    expect(await failure(answer)).toMatchObject({ path: "payer.openid" });
  });

  it("does not read a word after one of WeChat's colons as a path", async () => {
    for (const errmsg of [
      "data format error, hint: [a1b2]",
      "invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist",
      "api unauthorized hint: none",
    ]) {
      expect(await failure(refusal(47001, errmsg)), errmsg).toMatchObject({ path: null });
    }
  });

  it("is an error when the platform sends no text", async () => {
    expect(await failure(json({ errcode: 47001 }))).toMatchObject({ errcode: 47001, errmsg: "" });
  });
});

describe("the causes of a rejected call", () => {
  const PRICE = "order_list[0].item_list[0].unit_price";
  const [order] = EXAMPLE_UPLOAD.order_list;
  const withItem = (changes: object) => ({
    ...EXAMPLE_UPLOAD,
    order_list: [{ ...order, item_list: [{ ...order.item_list[0], ...changes }] }],
  });

  /** The error of this request, which the type of the SDK does not allow. */
  function failureWith(request: object, answer: Answer, options: Partial<AppSecretOptions> = {}) {
    wechat.script(UPLOAD_PATH, answer);
    const { client } = clientOf(wechat, { retryCountMax: 0, ...options });
    return failureOf(client.uploadShoppingInfo(request as typeof EXAMPLE_UPLOAD));
  }
  const idsOf = (error: unknown) => (error as ShoppingOrdersError).causes.map(({ id }) => id);

  it("name the field, the value and the next step", async () => {
    const request = withItem({ unit_price: 1989.9999999999998 });
    const error = await failureWith(
      request,
      refusal(268435461, `parameter error: ${PRICE} must be an integer, got 1989.9999999999998`),
    );
    expect(error).toMatchObject({
      path: PRICE,
      hint: "Round it before sending: 1990.",
      causes: [
        { id: "price-not-rounded", path: PRICE, text: expect.stringContaining("floating-point") },
      ],
    });
    expect(String(error)).toContain("Round it before sending: 1990.");
  });

  it("are found in WeChat's errors, too, whose texts name no field", async () => {
    const request = { ...EXAMPLE_UPLOAD, upload_time: "2022-05-20 13:29:35" };
    const error = await failureWith(request, refusal(268485216, "上传时间非法"), {
      language: "zh",
    });
    expect(error).toMatchObject({
      path: null,
      causes: [{ id: "offset-missing", path: "upload_time" }],
      hint: "若为北京时间，请发送 2022-05-20T13:29:35+08:00。",
    });
  });

  it("are those of the field that the platform names, and not of another", async () => {
    const request = withItem({ unit_price: 19.9, image_url: ["product.png"] });
    const answer = refusal(268435461, `parameter error: ${PRICE} must be an integer, got 19.9`);
    expect(idsOf(await failureWith(request, answer))).toEqual(["price-in-yuan"]);
    const image = "order_list[0].item_list[0].image_url[0] must be an http or https link";
    const other = refusal(268435461, `parameter error: ${image} without [ and ]`);
    expect(idsOf(await failureWith(request, other))).toEqual(["link-relative"]);
  });

  it("use what the platform knows: a merchant number that is not the app's", async () => {
    const answer = refusal(268485217, "the merchant number is not valid: order_key.mchid");
    expect(idsOf(await failureWith(EXAMPLE_UPLOAD, answer))).toEqual(["mchid-not-bound"]);
  });

  it("are none when the request shows none, or when the call may succeed later", async () => {
    for (const answer of [
      refusal(268435461, "parameter error: upload_time is not later than the stored 2022-05-21"),
      refusal(268435461, "parameter error: order_key is matched to its payment"),
      refusal(268435461, "参数错误"),
      refusal(-1, "system error"),
      refusal(45011, "api minute-quota reach limit"),
      refusal(99999, "who knows"),
    ]) {
      expect(idsOf(await failureWith(EXAMPLE_UPLOAD, answer))).toEqual([]);
    }
    const broken = withItem({ unit_price: 19.9 });
    expect(idsOf(await failureWith(broken, refusal(-1, "system error")))).toEqual([]);
  });
});

describe("a failed connection", () => {
  it("reports the reason and keeps the cause", async () => {
    await wechat.close();
    const error = await failure(json({}));
    expect(error).toBeInstanceOf(ShoppingOrdersConnectionError);
    expect(error).toMatchObject({
      name: "ShoppingOrdersConnectionError",
      message: "getStableAccessToken: the connection failed: ECONNREFUSED",
      operation: "getStableAccessToken",
      isRetryable: true,
      cause: { message: "fetch failed", cause: { code: "ECONNREFUSED" } },
    });
  });

  it("reports the HTTP status of a reply that is not the platform's", async () => {
    expect(await failure(page(502, "<h1>Bad Gateway</h1>"))).toMatchObject({
      message: "uploadShoppingInfo: HTTP 502 without a JSON object",
    });
  });
});

describe("secrets", () => {
  const TOKEN = "72_Tok/en+of=the~app";
  const FORMS = [SECRET, TOKEN].flatMap((secret) => [secret, encodeURIComponent(secret)]);

  function expectNoSecret(error: unknown) {
    expect(error).toBeInstanceOf(Error);
    for (const form of FORMS) expect(printed(error)).not.toContain(form);
  }

  beforeEach(() => wechat.script(STABLE_TOKEN_PATH, token(TOKEN)));

  it("are in no error of a rejected call, even when the platform repeats them", async () => {
    expectNoSecret(await failure(refusal(48001, `api unauthorized for ${TOKEN}`)));
    wechat.script(STABLE_TOKEN_PATH, refusal(40125, `invalid appsecret ${SECRET}`));
    expectNoSecret(await failure(json({})));
  });

  it("are in no error about an unreadable reply, even when the reply contains the URL", async () => {
    expectNoSecret(await failure(page(404, `/orders?access_token=${encodeURIComponent(TOKEN)}`)));
    wechat.script(TOKEN_PATH, page(404, `/cgi-bin/token?secret=${encodeURIComponent(SECRET)}`));
    expectNoSecret(await failure(json({}), { useStableToken: false }));
  });

  it("are neither in an error of the fetch option nor in its causes", async () => {
    const error = await failure(json({}), {
      useStableToken: false,
      fetch: async (url, init) => {
        const cause = Object.assign(new Error(`tunnel to ${url} failed`), {
          config: { url, init },
        });
        throw new TypeError(`cannot fetch ${url}`, { cause });
      },
    });
    expectNoSecret(error);
    expect(printed(error)).toContain("secret=***");
  });

  it("are not in the client when it is printed", () => {
    const { client } = clientOf(wechat);
    expect(printed(client)).not.toContain(SECRET);
  });
});
