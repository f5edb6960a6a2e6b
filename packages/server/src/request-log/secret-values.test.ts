import { generateKeyPairSync, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  newAuthorizationCode,
  newEncodingAesKey,
  newPreAuthCode,
  newTicket,
} from "../secrets/component-secrets.js";
import { newAccessToken, newBearerToken } from "../secrets/secret.js";
import { redactCutText, redactText } from "./redact.js";

const privateKey = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({
  type: "pkcs8",
  format: "pem",
}) as string;
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

const SECRETS: Readonly<Record<string, string>> = {
  "access token": newAccessToken(),
  "admin key": newBearerToken(),
  "base64 key": randomBytes(32).toString("base64"),
  EncodingAESKey: newEncodingAesKey(),
  ticket: newTicket(),
  pre_auth_code: newPreAuthCode(),
  authorization_code: newAuthorizationCode(),
  refresh_token: `refreshtoken@@@${randomBytes(32).toString("base64url")}`,
  JWT: `${part({ alg: "HS256" })}.${part({ sub: "operator" })}.${randomBytes(32).toString("base64url")}`,
  "private key": privateKey,
};

describe.each(Object.entries(SECRETS))(
  "a secret of the form of a %s is masked",
  (_name, secret) => {
    // What is random in it, without a prefix that says what it is.
    const random =
      secret
        .split("@@@")
        .at(-1)
        ?.replaceAll(/-----[A-Z ]+-----|\n/g, "") ?? "";
    const isMasked = (text: string) => {
      const masked = redactText(text);
      expect(masked).toContain("***");
      expect(masked).not.toContain(random.slice(0, 20));
    };

    test.each([
      ["JSON under an unknown name", (value: string) => JSON.stringify({ memo: value, a: 1 })],
      ["JSON in a string", (value: string) => JSON.stringify({ b: JSON.stringify({ c: value }) })],
      ["a list", (value: string) => JSON.stringify([value])],
      ["a form", (value: string) => `a=1&memo=${value}&b=2`],
      ["XML", (value: string) => `<xml><memo><![CDATA[${value}]]></memo></xml>`],
      ["a sentence", (value: string) => `use ${value}, please`],
      ["a path", (value: string) => `/cgi-bin/${value}`],
      ["alone", (value: string) => value],
    ])("in %s", (_where, write) => isMasked(write(secret)));
  },
);

test("a percent-encoded ticket is masked", () => {
  expect(redactText(`a=${encodeURIComponent(newTicket())}&b=1`)).toBe("a=ticket%40%40%40***&b=1");
});

test("the value of a header in a text is masked", () => {
  expect(redactText("Authorization: 4f1ZpQ\nAccept: */*")).toBe("Authorization: ***\nAccept: */*");
  expect(redactText("cookie: dingdan_console=abc")).toBe("cookie: ***");
});

test("the beginning of a secret before a cut is masked", () => {
  const key = "Kd8".repeat(15).slice(0, 43);
  for (const length of [16, 30, 42]) {
    expect(redactCutText(`{"memo":"${key.slice(0, length)}`)).toBe('{"memo":"***');
  }
});

test.each([
  "4200001586202205204421359478",
  "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o",
  "0cc175b9c0f1b6a831c399e269772661",
  "550e8400-e29b-41d4-a716-446655440000",
  "1217752501201407033233368018",
  "ORDER-2022-05-20-0000000000000001",
  "2022-05-20T13:29:35.120+08:00",
  "pages/order/detail?out_trade_no=0cc175b9c0f1b6a831c399e269772661&from=list",
  "https://mmbiz.qpic.cn/mmbiz_png/PiajxSqBRaEI/0?wx_fmt=png",
  "6aac005a-01bfdbee-79769285",
  "wxd678efh567hg6787",
  "a".repeat(43),
  "12345678901234567890123456789012345678901234567890",
])("%s is no secret", (value) => {
  const body = JSON.stringify({ memo: value });
  expect(redactText(body)).toBe(body);
});
