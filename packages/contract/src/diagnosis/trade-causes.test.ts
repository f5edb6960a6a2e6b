import { describe, expect, test } from "vitest";
import { EXAMPLE_TRADE_UPLOAD } from "../examples.js";
import type { OperationKey } from "../operations/index.js";
import { diagnoseRequest } from "./diagnose.js";
import { diagnoseUpload } from "./upload-warnings.js";

const nowMs = Date.parse("2026-11-20T16:00:00+08:00");

type Loose = Record<string, unknown>;
const PARCEL = { tracking_no: "ZTO000000000011", express_company: "ZTO", item_desc: "雨伞*1" };

const upload = (changes: Loose = {}, parcel: Loose = {}): Loose => ({
  ...EXAMPLE_TRADE_UPLOAD,
  order_key: { order_number_type: 2, transaction_id: "4200009901202611201000000001" },
  shipping_list: [{ ...PARCEL, ...parcel }],
  upload_time: "2026-11-20T15:30:00.120+08:00",
  ...changes,
});

const causesOf = (body: Loose) =>
  diagnoseRequest("secUploadShippingInfo", JSON.stringify(body), { nowMs }).map(
    ({ violation, diagnoses }) => [violation.error.code, diagnoses[0]?.id, diagnoses[0]?.path],
  );

describe("a body without a server", () => {
  test("is diagnosed member by member", () => {
    const body = upload({ delivery_mode: 2, is_all_delivered: "true" });
    expect(causesOf(body)).toEqual([[47001, "boolean-as-text", "is_all_delivered"]]);
  });

  test("whose complete phone number SF refuses is to be masked", () => {
    const contact = { receiver_contact: "13900000001" };
    expect(causesOf(upload({}, { express_company: "SF", contact }))).toEqual([
      [10060014, "phone-unmasked", "shipping_list[0].contact.receiver_contact"],
    ]);
  });

  test("of Shopping Orders is to be sent there", () => {
    const { order_key, payer, upload_time } = upload();
    const details = { order_key, payer, upload_time, order_list: [{}] };
    expect(causesOf(details)[0]?.[1]).toBe("details-body");
    const { tracking_no, express_company } = PARCEL;
    const shipping_list = [{ tracking_no, express_company, item_list: [] }];
    const logistics = { order_key, payer, upload_time, delivery_mode: 1, shipping_list };
    expect(causesOf(logistics)[0]).toEqual([47001, "shopping-logistics-body", "shipping_list"]);
  });

  test("of another key form has a cause that names both", () => {
    const order_key = { order_number_type: 1, transaction_id: "4200009901202611201000000001" };
    expect(causesOf(upload({ order_key }))[0]).toEqual([
      268485196,
      "other-form",
      "order_key.order_number_type",
    ]);
  });
});

// JSON.parse() reads a depth at which JSON.stringify() and String() overflow the stack.
describe("a deeply nested value", () => {
  const nested = "[".repeat(5000) + "]".repeat(5000);

  test.each<[OperationKey, string, number]>([
    ["secGetOrderList", `{"pay_time_range":{"begin_time":${nested}}}`, 10060014],
    ["secNotifyConfirmReceive", `{"transaction_id":"42","received_time":${nested}}`, 10060014],
    ["secOpSpecialOrder", `{"order_id":"42","type":1,"delay_to":${nested}}`, 268546001],
  ])("of %s is diagnosed as any other", (operation, body, code) => {
    const [found] = diagnoseRequest(operation, body, { nowMs });
    expect(found?.violation.error.code).toBe(code);
    expect(diagnoseUpload(operation, JSON.parse(body) as Loose)).toEqual([]);
  });
});

describe("a member that strict uploads refuse", () => {
  const strict = { nowMs, context: { isUploadStrict: true } };

  test.each([
    ["a.b[0]", '["a.b[0]"]'],
    ["", '[""]'],
    ["\u0000\n", '["\\u0000\\n"]'],
    ['"]["x', '["\\"][\\"x"]'],
    ["k".repeat(900), `["${"k".repeat(40)}…"]`],
    ["__proto__", "__proto__"],
    ["备注", "备注"],
  ])("has the cause member-refused, whatever its name: %j", (name, path) => {
    const body = JSON.stringify(upload()).replace(/\}$/, `,${JSON.stringify(name)}:null}`);
    const [found] = diagnoseRequest("secUploadShippingInfo", body, strict);
    expect(found?.violation.path).toBe(path);
    expect(found?.diagnoses.map(({ id, path: place }) => [id, place])).toEqual([
      ["member-refused", path],
    ]);
  });

  test("is not taken for another one that is missing", () => {
    const body = JSON.stringify(upload({}, { remark: null, remarks: "fragile" }));
    const ids = diagnoseRequest("secUploadShippingInfo", body, strict).flatMap(({ diagnoses }) =>
      diagnoses.map(({ id }) => id),
    );
    expect(ids).toEqual(["member-refused", "member-refused"]);
  });

  test("is in no warning, however many there are", () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`k${index}`, 1]));
    const refused = [{ path: "k0" }];
    expect(diagnoseUpload("secUploadShippingInfo", upload(many), refused)).toEqual([]);
  });
});

const warningsOf = (body: Loose, operation: OperationKey = "secUploadShippingInfo") =>
  diagnoseUpload(operation, body).map(({ id, path }) => [id, path]);

describe("an accepted upload", () => {
  test("of ordinary form has no warning", () => {
    expect(warningsOf(upload())).toEqual([]);
    // Go's nine digits.
    expect(warningsOf(upload({ upload_time: "2026-11-20T15:30:00.123456789+08:00" }))).toEqual([]);
  });

  test.each([
    ["carrier-unknown", "shipping_list[0].express_company", {}, { express_company: "QQSD" }],
    ["carrier-name", "shipping_list[0].express_company", {}, { express_company: "AU" }],
    ["escaped-twice", "shipping_list[0].item_desc", {}, { item_desc: "\\u96e8*1" }],
    [
      "phone-unmasked",
      "shipping_list[0].contact.consignor_contact",
      {},
      { contact: { consignor_contact: "139 0000 0001" } },
    ],
    ["unknown-member", "shipping_list[0].remark", {}, { remark: "fragile" }],
    ["unknown-member", "payer.unionid", { payer: { openid: "o", unionid: "u" } }, {}],
    ["offset-without-colon", "upload_time", { upload_time: "2026-11-20T15:30:00+0800" }, {}],
    ["time-fraction", "upload_time", { upload_time: "2026-11-20T15:30:00.000+08:00" }, {}],
    ["time-fraction", "upload_time", { upload_time: "2026-11-20T15:30:00.123456+08:00" }, {}],
  ])("may have the warning %s at %s", (id, path, changes, parcel) => {
    expect(warningsOf(upload(changes, parcel))).toEqual([[id, path]]);
  });

  test("may name its rider freely when no courier brings it", () => {
    expect(warningsOf(upload({ logistics_type: 2 }, { express_company: "自有骑手" }))).toEqual([]);
  });

  test("names the sub-order of a warning", () => {
    const { order_key, shipping_list } = upload({}, { express_company: "中通" });
    const sub_orders = [{ order_key, logistics_type: 1, delivery_mode: 1, shipping_list }];
    expect(warningsOf({ order_key, sub_orders }, "secUploadCombinedShippingInfo")).toEqual([
      ["carrier-name", "sub_orders[0].shipping_list[0].express_company"],
    ]);
  });
});
