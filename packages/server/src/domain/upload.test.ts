import { formatChinaTime } from "@dingdan/contract";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  anUpload,
  BUYER,
  type GivenUpload,
  OTHER_APPID,
  PAID_AT_MS,
  recordedPayment,
  STRANGER,
  storedUpload,
  TRANSACTION_ID,
} from "../storage/conformance/samples.js";
import type { OrderFacts, Payment, StoredUpload } from "./stored-order.js";
import { decideUpload } from "./upload.js";

const NOTHING: OrderFacts = { upload: null, payment: null, rival: null };

const facts = (upload: StoredUpload | null, payment: Payment | null = null): OrderFacts => ({
  upload,
  payment,
  rival: null,
});

/** The stored upload in a decision. */
function storedBy(given: OrderFacts, upload: GivenUpload = {}): StoredUpload {
  const decision = decideUpload(given, anUpload(upload));
  if (decision.kind !== "stored") throw new Error(`expected stored, got ${decision.kind}`);
  return decision.upload;
}

describe("before the payment", () => {
  test("the first upload of an order is stored and waits for its payment", () => {
    const upload = storedBy(NOTHING);

    expect(upload).toMatchObject({
      state: "waiting",
      mismatch: null,
      paymentId: null,
      paidAtMs: null,
      matchedAtMs: null,
    });
    expect(upload.events).toEqual([
      {
        atMs: upload.receivedAtMs,
        event: "uploaded",
        detail: "upload_time 2022-05-20T13:29:35+08:00",
      },
    ]);
  });

  test("a resend of the stored upload is recognised, and changes nothing", () => {
    const stored = storedUpload(anUpload());

    const resend = anUpload({ receivedAtMs: stored.receivedAtMs + 60_000 });

    expect(decideUpload(facts(stored), resend)).toEqual({ kind: "repeated" });
  });

  test("a resend is recognised whatever the offset of its upload_time", () => {
    const stored = storedUpload(anUpload({ uploadTime: "2022-05-20T13:29:35.120+08:00" }));

    const resend = anUpload({ uploadTime: "2022-05-20T00:59:35.12-04:30" });

    expect(decideUpload(facts(stored), resend)).toEqual({ kind: "repeated" });
  });

  test.each([
    ["other content", { itemName: "保护壳" }],
    ["another payer", { openid: STRANGER }],
    ["another number of a merchant's order", { merchantOrderNos: ["232457563424"] }],
  ])("%s with the upload_time of the stored upload is rejected, in both languages", (_, change) => {
    const stored = storedUpload(anUpload());

    expect(decideUpload(facts(stored), anUpload(change))).toMatchObject({
      kind: "refused",
      path: "upload_time",
      reason: {
        en: "must be later than the stored upload's 2022-05-20T13:29:35+08:00",
        zh: "须晚于已保存的 2022-05-20T13:29:35+08:00",
      },
    });
  });

  test.each([
    ["a second earlier", "2022-05-20T13:29:34+08:00"],
    ["earlier, though its text sorts later", "2022-05-20T14:29:34+09:00"],
    ["the same instant with another offset", "2022-05-20T05:29:35Z"],
    ["the same instant with a fraction of zero", "2022-05-20T13:29:35.000000+08:00"],
    ["a nanosecond earlier", "2022-05-20T13:29:34.999999999+08:00"],
  ])("an upload_time that is %s does not replace the stored upload", (_, uploadTime) => {
    const stored = storedUpload(anUpload());

    const decision = decideUpload(facts(stored), anUpload({ uploadTime, itemName: "保护壳" }));

    expect(decision).toMatchObject({ kind: "refused", path: "upload_time" });
  });

  test.each([
    ["a second later", "2022-05-20T13:29:36+08:00"],
    ["later, though its text sorts earlier", "2022-05-20T05:29:36Z"],
    ["a nanosecond later", "2022-05-20T13:29:35.000000001+08:00"],
  ])("an upload_time that is %s replaces the entire upload", (_, uploadTime) => {
    const stored = storedUpload(anUpload({ receivedAtMs: PAID_AT_MS }));
    const change = { itemName: "保护壳", openid: STRANGER, merchantOrderNos: ["2"] };

    const upload = storedBy(facts(stored), {
      ...change,
      uploadTime,
      receivedAtMs: PAID_AT_MS + 9_000,
    });

    expect(upload).toMatchObject({
      openid: STRANGER,
      uploadTime,
      merchantOrderNos: ["2"],
      receivedAtMs: PAID_AT_MS + 9_000,
      firstReceivedAtMs: PAID_AT_MS,
    });
    expect(upload.details).toContain("保护壳");
    expect(upload.events.map(({ event }) => event)).toEqual(["uploaded", "replaced"]);
  });

  test("of any two upload_times the later one is stored, whatever their offsets", () => {
    // given two moments within a few milliseconds, written with any two offsets
    const moment = fc.record({
      ms: fc.integer({ min: PAID_AT_MS, max: PAID_AT_MS + 3 }),
      microseconds: fc.integer({ min: 0, max: 2 }),
      offsetMinutes: fc.integer({ min: -14 * 60, max: 14 * 60 }),
    });
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        const stored = storedUpload(anUpload({ uploadTime: written(a) }));
        // when the second follows the first with other content
        const next = anUpload({ uploadTime: written(b), itemName: "保护壳" });
        // then it is stored if and only if it is later
        const isLater = b.ms * 1000 + b.microseconds > a.ms * 1000 + a.microseconds;
        expect(decideUpload(facts(stored), next).kind).toBe(isLater ? "stored" : "refused");
      }),
    );
  });
});

function written(moment: { ms: number; microseconds: number; offsetMinutes: number }): string {
  const { ms, microseconds, offsetMinutes } = moment;
  const local = new Date(ms + offsetMinutes * 60_000).toISOString().slice(0, -1);
  const minutes = Math.abs(offsetMinutes);
  const offset = [Math.floor(minutes / 60), minutes % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
  return `${local}${String(microseconds).padStart(3, "0")}${offsetMinutes < 0 ? "-" : "+"}${offset}`;
}

describe("after the payment", () => {
  const payment = recordedPayment();

  test("an upload for the payer becomes a shopping order immediately", () => {
    const upload = storedBy(facts(null, payment), { receivedAtMs: PAID_AT_MS + 900 });

    expect(upload).toMatchObject({
      state: "matched",
      mismatch: null,
      paymentId: TRANSACTION_ID,
      paidAtMs: PAID_AT_MS,
      matchedAtMs: PAID_AT_MS + 900,
    });
    expect(upload.events.map(({ event }) => event)).toEqual(["uploaded", "matched"]);
  });

  test("an upload for another payer is stored, but is mismatched", () => {
    const upload = storedBy(facts(null, payment), { openid: STRANGER });

    expect(upload).toMatchObject({
      state: "mismatched",
      mismatch: "payer",
      paymentId: TRANSACTION_ID,
      paidAtMs: PAID_AT_MS,
      matchedAtMs: null,
    });
  });

  test("an upload for the wrong payer is not locked: a corrected one matches", () => {
    const wrong = storedUpload(anUpload({ openid: STRANGER }), payment);

    const corrected = storedBy(facts(wrong, payment), {
      openid: BUYER,
      uploadTime: "2022-05-20T13:29:36+08:00",
    });

    expect(corrected).toMatchObject({ state: "matched", mismatch: null, openid: BUYER });
    expect(corrected.events.map(({ event }) => event)).toEqual([
      "uploaded",
      "mismatched",
      "replaced",
      "matched",
    ]);
  });

  test("a correction must also be later than the upload that it corrects", () => {
    const wrong = storedUpload(anUpload({ openid: STRANGER }), payment);

    const decision = decideUpload(facts(wrong, payment), anUpload({ openid: BUYER }));

    expect(decision).toMatchObject({ kind: "refused", path: "upload_time" });
  });

  test("a matched upload is locked: every later upload is rejected", () => {
    const matched = storedUpload(anUpload(), payment);
    const later = anUpload({ uploadTime: "2023-01-01T00:00:00+08:00" });

    expect(decideUpload(facts(matched, payment), later)).toMatchObject({
      kind: "refused",
      path: "order_key",
      reason: {
        en: "is already matched to its payment: the details are locked",
        zh: "已与支付匹配，购物详情已锁定",
      },
    });
  });

  test("a resend of the matched upload is recognised as a resend", () => {
    const matched = storedUpload(anUpload(), payment);

    expect(decideUpload(facts(matched, payment), anUpload())).toEqual({ kind: "repeated" });
  });

  test("a payment that belongs to another app matches nothing", () => {
    const upload = storedBy(facts(null, recordedPayment({ appid: OTHER_APPID })));

    expect(upload).toMatchObject({ state: "waiting", paymentId: null });
  });
});

test("equal contents are equal texts, without the upload_time", () => {
  const one = anUpload({ uploadTime: formatChinaTime(PAID_AT_MS) });
  const other = anUpload({ uploadTime: formatChinaTime(PAID_AT_MS + 1) });

  expect(other.details).toBe(one.details);
});
