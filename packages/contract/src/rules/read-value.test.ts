import { expect, test } from "vitest";
import { ADMIN_OPERATIONS } from "../http-api/admin.js";
import type { ObjectSchema, Schema } from "../schema.js";
import { readValue } from "./read-value.js";

const ORDER = {
  type: "object",
  properties: {
    id: { type: "string", minLength: 1 },
    paid_at: { type: "string", format: "date-time" },
    limited: { type: "integer", maximum: 100 },
    empty: { type: "object", properties: {}, additionalProperties: false },
    amount: {
      type: "object",
      properties: { total: { type: "integer", minimum: 0 }, currency: { type: "string" } },
      required: ["total"],
    },
    parcels: {
      type: "array",
      items: {
        type: "object",
        properties: {
          carrier: { type: "string", enum: ["SF", "ZTO"] },
          sent_at: { type: "array", items: { type: "string", format: "date-time" } },
        },
        required: ["carrier"],
        additionalProperties: false,
      },
      minItems: 1,
      maxItems: 3,
    },
    tags: { type: "array", items: { type: "string" }, uniqueItems: true },
    raw: { "x-any": true },
    note: { type: ["string", "null"] },
  },
  required: ["id"],
} as const satisfies ObjectSchema;

/** The violations as `path reason`. */
function faultsOf(schema: Schema, value: unknown): string[] {
  const result = readValue(schema, value);
  return result.kind === "read"
    ? []
    : result.violations.map(({ path, reason }) => `${path} ${reason.en}`);
}

const valueOf = (value: unknown) => {
  const result = readValue(ORDER, value);
  if (result.kind === "broken") throw new Error(JSON.stringify(result.violations));
  return result.value;
};

test("a null member is absent at every depth that the schema describes, and stays elsewhere", () => {
  const sent = {
    id: "1",
    paid_at: null,
    amount: { total: 1, currency: null, payer_currency: null },
    parcels: [{ carrier: "SF", sent_at: null }],
    tags: null,
    raw: null,
    note: null,
    extra: null,
  };
  expect(valueOf(sent)).toStrictEqual({
    id: "1",
    amount: { total: 1, payer_currency: null },
    parcels: [{ carrier: "SF" }],
    raw: null,
    note: null,
    extra: null,
  });
  expect(sent.parcels[0], "the sent value is unchanged").toHaveProperty("sent_at", null);
  const inside = { id: "1", raw: { deep: [null, { member: null }] } };
  expect(valueOf(inside)).toBe(inside);
});

test("a value without such members is returned itself, not a copy", () => {
  const parcels = [{ carrier: "SF", sent_at: ["2022-05-20T13:29:35+08:00"] }];
  const sent = { id: "1", amount: { total: 1 }, parcels, tags: ["a"], extra: {} };
  expect(valueOf(sent)).toBe(sent);
});

test("a copy keeps members that are named like an object's own machinery", () => {
  const sent = JSON.parse('{"id":"1","paid_at":null,"__proto__":{"total":1},"constructor":2}');
  const read = valueOf(sent) as Record<string, unknown>;
  expect(Object.keys(read)).toEqual(["id", "__proto__", "constructor"]);
  expect(read["total"]).toBeUndefined();
});

test("every violation has the exact path of its value", () => {
  const faults = faultsOf(ORDER, {
    id: null,
    paid_at: "2022-02-30T00:00:00Z",
    amount: { total: 0.5, currency: "CN\u0000" },
    parcels: [
      null,
      { carrier: "sf", colour: "red" },
      { sent_at: ["2022-05-20T13:29:35+08:00", "yesterday", null] },
    ],
    tags: ["a", "b", "a", 1],
  });
  const instant = "must be RFC 3339 with an offset, such as 2022-05-20T13:29:35.120+08:00";
  expect(faults).toEqual([
    "id is missing",
    `paid_at ${instant}`,
    "amount.total must be an integer, got 0.5",
    "amount.currency must not hold control characters",
    "parcels[0] must be an object, got null",
    "parcels[1].carrier must be one of SF, ZTO",
    "parcels[1].colour is an unknown member; known members are carrier, sent_at",
    "parcels[2].carrier is missing",
    `parcels[2].sent_at[1] ${instant}`,
    "parcels[2].sent_at[2] must be a string, got null",
    "tags[3] must be a string, got a number",
    "tags[2] repeats tags[0]",
  ]);
});

test.each([
  [
    "an empty list where one entry is wanted",
    { parcels: [] },
    "parcels must hold at least 1 entry, got 0",
  ],
  [
    "a list with too many entries, whose entries are not checked",
    { parcels: [1, 2, 3, 4] },
    "parcels must hold at most 3 entries, got 4",
  ],
  ["an object instead of a list", { parcels: { 0: {} } }, "parcels must be a list, got an object"],
  ["a list instead of an object", { amount: [] }, "amount must be an object, got a list"],
  [
    "an integer that a number cannot represent exactly",
    { amount: { total: 2 ** 53 } },
    "amount.total must be at most 9007199254740991",
  ],
  [
    "an integer above the limit, however large",
    { limited: 1e20 },
    "limited must be at most 100, got 100000000000000000000",
  ],
  [
    "a member where none is known",
    { empty: { a: 1 } },
    "empty.a is an unknown member; no members are known here",
  ],
])("a violation is %s", (_title, members, fault) => {
  expect(faultsOf(ORDER, { id: "1", ...members })).toEqual([fault]);
});

test("a body that is null, a list or a text is no object", () => {
  expect(faultsOf(ORDER, null)).toEqual([" must be an object, got null"]);
  expect(faultsOf(ORDER, [])).toEqual([" must be an object, got a list"]);
  expect(faultsOf(ORDER, "{}")).toEqual([" must be an object, got a string"]);
});

test("the members of a combined payment's sub-orders are checked", () => {
  const { body } = ADMIN_OPERATIONS.recordPayment;
  const subOrder = { out_trade_no: "T-1", trade_state: "SUCCESS", amount: { total_amount: 1 } };
  const wrong = { ...subOrder, mchid: 1900000109, amount: { total_amount: "1" } };
  expect(faultsOf(body, { sub_orders: [subOrder, wrong] })).toEqual([
    "sub_orders[1].mchid must be a string, got a number",
    "sub_orders[1].amount.total_amount must be a number, got a string",
  ]);
  expect(faultsOf(body, { sub_orders: [] })).toEqual([
    "sub_orders must hold at least 1 entry, got 0",
  ]);
});

test("an object that may be null is null or complete", () => {
  const schema = {
    type: "object",
    properties: {
      client: {
        type: ["object", "null"],
        properties: { id: { type: "string" }, note: { type: "string" } },
        required: ["id"],
      },
    },
  } as const satisfies ObjectSchema;
  expect(readValue(schema, { client: null })).toEqual({ kind: "read", value: { client: null } });
  expect(readValue(schema, {})).toEqual({ kind: "read", value: {} });
  const client = { id: "1", note: null };
  expect(readValue(schema, { client })).toEqual({ kind: "read", value: { client: { id: "1" } } });
  expect(faultsOf(schema, { client: {} })).toEqual(["client.id is missing"]);
  expect(faultsOf(schema, { client: "1" })).toEqual(["client must be an object, got a string"]);
});
