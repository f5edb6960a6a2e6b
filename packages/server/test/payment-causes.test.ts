import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EXAMPLE_APPID, Platform } from "./support/platform.js";
import { type Loose, paymentFor, upload } from "./support/requests.js";

let platform: Platform;
beforeAll(async () => {
  platform = await Platform.start();
});
afterAll(() => platform.close());

const payment = (changes: Loose = {}): Loose => paymentFor(upload(), changes);

describe("a rejected payment names the mistake and the next step:", () => {
  test.each<[string, unknown, string, string]>([
    [
      "an encrypted notification",
      { id: "EV-1", resource: { ciphertext: "AAAA", nonce: "n", algorithm: "AEAD_AES_256_GCM" } },
      "notification-encrypted",
      "decrypt resource.ciphertext",
    ],
    [
      "the XML of v2",
      "<xml><return_code>SUCCESS</return_code><total_fee>1</total_fee></xml>",
      "pay-v2-notification",
      "query the payment",
    ],
    ["the members of v2", { return_code: "SUCCESS" }, "pay-v2-notification", "query the payment"],
    ["a cloud callback", { returnCode: "SUCCESS", subMchId: "1" }, "cloud-callback", "GET /v3/pay"],
    ["a total in yuan", payment({ amount: { total: 19.9 } }), "amount-in-yuan", "Send 1990"],
    [
      "a total with a floating-point tail",
      payment({ amount: { total: 1989.9999999999998 } }),
      "amount-not-rounded",
      "1990",
    ],
    [
      "only the provider's openid",
      payment({ appid: null, sub_appid: EXAMPLE_APPID, payer: { sp_openid: "o-p" } }),
      "sub-openid-missing",
      "payer.sub_openid",
    ],
    [
      "a time without seconds",
      payment({ success_time: "2026-11-28T18:00+08:00" }),
      "seconds-missing",
      "2026-11-28T18:00:00+08:00",
    ],
  ])("%s", async (_, body, id, words) => {
    const answer = await platform.admin<Loose & { causes: Loose[] }>("POST", "/payments", body);

    expect(answer.status).toBe(400);
    expect(answer.body.causes[0]).toMatchObject({ id });
    expect(answer.body["detail"]).toContain(words);
  });
});

test("a payment that was sent as a refund is named", async () => {
  const answer = await platform.admin<Loose & { causes: Loose[] }>("POST", "/refunds", payment());

  expect(answer.body.causes).toMatchObject([{ id: "payment-as-refund" }]);
});

test("an empty trade_state is missing, and the answer to an unpaid one names both paid states", async () => {
  const [empty, unpaid] = await Promise.all(
    ["", "NOTPAY"].map((trade_state) =>
      platform.admin<Loose>("POST", "/payments", payment({ trade_state })),
    ),
  );

  expect(empty).toMatchObject({
    status: 400,
    body: { violations: [{ path: "trade_state", message: "is missing" }] },
  });
  expect(unpaid).toMatchObject({
    status: 422,
    body: { violations: [{ path: "trade_state", message: "must be SUCCESS or REFUND" }] },
  });
  expect(unpaid?.body["detail"]).toContain("only a completed payment (SUCCESS or REFUND)");
});

test.each(["/payments", "/refunds"])(
  "the answer of %s to a body that is no object names its form, in both languages",
  async (path) => {
    for (const [body, id] of [
      ['[{"appid":"wxAAAA"}]', "list-for-body"],
      ['{"appid":"wxAAAA",}', "json-trailing-comma"],
      [JSON.stringify('{"appid":"wxAAAA"}'), "json-in-string"],
    ] as const) {
      const { status, body: problem } = await platform.admin<Loose>("POST", path, body);

      expect(status).toBe(400);
      expect(problem["causes"]).toMatchObject([{ id }]);
      const answer = await platform.send("POST", `/admin/v1${path}`, {
        body,
        headers: {
          authorization: `Bearer ${platform.dingdan.adminKey}`,
          "accept-language": "zh",
        },
      });
      expect(answer.body["causes"]).toMatchObject([{ id }]);
      expect(answer.body["detail"]).toMatch(/[\u4e00-\u9fff].*。$/);
    }
  },
);

test("a currency that is none is refused with its form", async () => {
  const body = payment({ amount: { total: 1, currency: "hkd" } });
  const answer = await platform.admin<Loose>("POST", "/payments", body);

  expect(answer.body["detail"]).toContain("amount.currency must be an ISO 4217 code such as CNY.");
});
