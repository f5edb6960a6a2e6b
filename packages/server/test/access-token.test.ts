import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Merchant, Platform } from "./support/platform.js";
import { upload } from "./support/requests.js";

interface TokenReply {
  readonly access_token: string;
  readonly expires_in: number;
}

let platform: Platform;
let merchant: Merchant;
beforeEach(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
});
afterEach(() => platform.close());

const advance = (seconds: number) => platform.admin("POST", "/clock", { advance_seconds: seconds });
const errcode = async (accessToken: string) => {
  merchant.accessToken = accessToken;
  return (await merchant.upload(upload())).errcode;
};
const stableToken = async (force_refresh?: boolean) =>
  (
    await platform.send<TokenReply & { errcode?: number }>("POST", "/cgi-bin/stable_token", {
      body: JSON.stringify({
        grant_type: "client_credential",
        appid: merchant.appid,
        secret: merchant.secret,
        force_refresh,
      }),
    })
  ).body;
const ordinaryToken = async () => {
  await merchant.renewToken();
  return merchant.accessToken;
};

describe("an ordinary token", () => {
  test("is valid for 7200 s, then calls with it get 42001 (expired)", async () => {
    const token = await ordinaryToken();
    await advance(7199);
    expect(await errcode(token)).toBe(0);
    await advance(1);
    expect(await errcode(token)).toBe(42001);
  });

  test("stays valid for 5 minutes after the next one is issued, then gets 40001", async () => {
    const first = await ordinaryToken();
    const second = await ordinaryToken();
    expect(second).not.toBe(first);
    await advance(299);
    expect(await errcode(first)).toBe(0);
    await advance(1);
    expect(await errcode(first)).toBe(40001);
    expect(await errcode(second)).toBe(0);
  });

  test("has WeChat's format: a number, an underscore, URL-safe text of at most 512 characters", async () => {
    const { body } = await platform.send<TokenReply>(
      "GET",
      `/cgi-bin/token?grant_type=client_credential&appid=${merchant.appid}&secret=${merchant.secret}`,
    );
    expect(body).toEqual({
      access_token: expect.stringMatching(/^\d+_[\w-]{80,500}$/),
      expires_in: 7200,
    });
  });
});

describe("a stable token", () => {
  test("stays the same while it is valid, with the remaining seconds", async () => {
    const first = await stableToken();
    expect(first.expires_in).toBe(7200);
    await advance(6855);
    expect(await stableToken()).toEqual({ access_token: first.access_token, expires_in: 345 });
  });

  test("is renewed in its last 5 minutes, and the old one stays valid until it expires", async () => {
    const first = await stableToken();
    await advance(7200 - 299);
    const second = await stableToken(false);
    expect(second.access_token).not.toBe(first.access_token);
    expect(await errcode(first.access_token)).toBe(0);
    await advance(299);
    expect(await errcode(first.access_token)).toBe(42001);
    expect(await errcode(second.access_token)).toBe(0);
  });

  test("is replaced immediately when forced, but not twice within 30 s", async () => {
    const first = await stableToken();
    const forced = await stableToken(true);
    expect(forced).toMatchObject({ expires_in: 7200 });
    expect(await errcode(first.access_token)).toBe(40001);
    await advance(29);
    expect((await stableToken(true)).access_token).toBe(forced.access_token);
    await advance(1);
    expect((await stableToken(true)).access_token).not.toBe(forced.access_token);
  });

  test("and an ordinary token do not invalidate each other", async () => {
    const stable = (await stableToken()).access_token;
    const ordinary = await ordinaryToken();
    await stableToken(true);
    await advance(600);
    expect(await errcode(ordinary)).toBe(0);
    const forced = (await stableToken()).access_token;
    await ordinaryToken();
    await advance(600);
    expect(await errcode(forced)).toBe(0);
    expect(await errcode(stable)).toBe(40001);
  });

  test("is requested with a JSON body", async () => {
    const ask = async (body: string) =>
      (await platform.send<{ errcode: number }>("POST", "/cgi-bin/stable_token", { body })).body;
    expect((await ask("")).errcode).toBe(44002);
    expect((await ask("grant_type=client_credential")).errcode).toBe(47001);
    expect((await ask("{}")).errcode).toBe(41002);
  });
});
