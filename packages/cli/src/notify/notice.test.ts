import { parsePlatformKey, readNotification } from "@dingdan/wechatpay";
import { expect, test } from "vitest";
import { makeNotice, type NoticeForm, withHeaders } from "./notice.js";
import { newTestKeys, signersOf } from "./test-keys.js";

const NOW_MS = Date.UTC(2026, 0, 2, 3, 4, 5);
const KEYS = newTestKeys("1900000109", NOW_MS);
const { main, other } = signersOf(KEYS, "public-key");
const PEMS = new Map([
  [KEYS.public_key.id, KEYS.public_key.pem],
  [KEYS.certificate.serial, KEYS.certificate.pem],
]);
const CONTENT = {
  eventType: "TRANSACTION.SUCCESS",
  originalType: "transaction",
  summary: "支付成功",
  resource: { out_trade_no: "DDCHECK-01", attach: "深圳分店" },
};

function read({ headers, body }: ReturnType<typeof makeNotice>) {
  const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return readNotification(
    { headers: Object.fromEntries(lowered) as Record<string, string>, body: Buffer.from(body) },
    {
      platformKeyOf: (serial) => {
        const pem = PEMS.get(serial);
        return pem === undefined ? null : parsePlatformKey(pem).key;
      },
      apiV3Keys: [KEYS.api_v3_key],
    },
    NOW_MS,
  );
}

const make = (form: NoticeForm) =>
  makeNotice(CONTENT, form, { apiV3Key: KEYS.api_v3_key, signer: main }, NOW_MS);

test.each<[string, NoticeForm]>([
  ["usual", {}],
  ["signed with the second key", { signer: other }],
  ["with an empty associated_data", { associatedData: "empty" }],
  ["without associated_data", { associatedData: "absent" }],
  ["in other bytes of JSON", { write: (envelope) => ` ${JSON.stringify(envelope, null, 2)}\n` }],
  ["with an unknown member", { extra: { new_member: [null] } }],
])("a notice %s is what the platform's own receiver reads", (_, form) => {
  const outcome = read(make({ id: "EV-1", ...form }));
  expect(outcome).toMatchObject({
    kind: "read",
    notification: { id: "EV-1", eventType: CONTENT.eventType, resource: CONTENT.resource },
  });
});

test.each([
  ["stale", make({ ageMs: 600_000 }), "stale"],
  ["of the future", make({ ageMs: -600_000 }), "stale"],
  ["of another APIv3 key", make({ apiV3Key: "x".repeat(32) }), "undecryptable"],
  ["without a header", withHeaders(make({}), { "Wechatpay-Nonce": null }), "missing_header"],
  ["with other bytes", { ...make({}), body: `${make({}).body} ` }, "wrong_signature"],
])("a notice %s is what the platform's own receiver refuses", (_, notice, kind) => {
  expect(read(notice)).toMatchObject({ kind: "refused", fault: { kind } });
});
