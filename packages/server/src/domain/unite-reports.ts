import { parseInstantMs, type TransactionRepresentation } from "@dingdan/contract";
import { canonical, isRecord } from "./canonical-json.js";

/** WeChat Pay's object of a payment, without its members that are null. */
export type PaymentReport = TransactionRepresentation;

/**
 * The reports of one payment, united: one for the payment as a whole, and one for each part that was
 * reported by itself. The result is the same in whatever order they arrived, and however often.
 */
export function uniteReports(reports: readonly PaymentReport[]): PaymentReport[] {
  const united = new Map<string, PaymentReport>();
  for (const report of reports) {
    const shape = shapeOf(report);
    const known = united.get(shape);
    united.set(shape, known === undefined ? report : (union(known, report) as PaymentReport));
  }
  return [...united.keys()].toSorted().map((shape) => united.get(shape) as PaymentReport);
}

/** What a report describes: the whole of a combined payment, or one transaction. The whole sorts first. */
const shapeOf = ({ combine_out_trade_no, mchid, sp_mchid, out_trade_no }: PaymentReport): string =>
  combine_out_trade_no === undefined
    ? `part ${out_trade_no} ${mchid ?? sp_mchid ?? ""}`
    : "combined";

/** The members of two objects together. Of two values of a member, the choice is the same either way. */
function union(one: unknown, other: unknown): unknown {
  if (one === undefined || one === null) return other;
  if (other === undefined || other === null) return one;
  if (isParts(one) && isParts(other)) return unionOfParts(one, other);
  if (isRecord(one) && isRecord(other)) {
    const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return Object.fromEntries(
      names.map((name) => [name, (CHOICES.get(name) ?? union)(one[name], other[name])]),
    );
  }
  return canonical(one) >= canonical(other) ? one : other;
}

/** A payment is paid first and refunded later, in whatever order the reports arrive. */
function laterState(one: unknown, other: unknown): unknown {
  return [one, other].includes("REFUND") ? "REFUND" : (one ?? other);
}

/** A payment was paid when the earliest report says so; a later report does not move it in any list. */
function earlierTime(one: unknown, other: unknown): unknown {
  const first = parseInstantMs(String(one));
  const second = parseInstantMs(String(other));
  if (first === null || second === null || first === second) return union(one, other);
  return first < second ? one : other;
}

/** The members of which one value is more than a choice. */
const CHOICES: ReadonlyMap<string, typeof union> = new Map([
  ["trade_state", laterState],
  ["success_time", earlierTime],
]);

type Part = Readonly<Record<string, unknown>>;

/** The members that distinguish the parts of a payment. */
const NUMBERS = ["out_trade_no", "mchid", "sub_mchid", "transaction_id"] as const;

const isParts = (value: unknown): value is readonly Part[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((item) => isRecord(item) && typeof item["out_trade_no"] === "string");

/** Parts are united by their numbers. When two reports list them differently, their numbers sort them. */
function unionOfParts(one: readonly Part[], other: readonly Part[]): readonly unknown[] {
  const added = other.filter((part) => !one.some((known) => isSameNumber(known, part)));
  const united = one.map((part) =>
    union(
      part,
      other.find((same) => isSameNumber(part, same)),
    ),
  );
  const isInOrder =
    added.length === 0 && one.every((part, index) => isSameNumber(part, other[index] ?? {}));
  if (isInOrder) return united;
  const numberOf = (part: unknown) =>
    JSON.stringify(NUMBERS.map((name) => (part as Part)[name] ?? ""));
  return [...united, ...added].toSorted((a, b) => (numberOf(a) < numberOf(b) ? -1 : 1));
}

const isSameNumber = (one: Part, other: Part): boolean =>
  one["out_trade_no"] === other["out_trade_no"] &&
  NUMBERS.every(
    (name) => one[name] === undefined || other[name] === undefined || one[name] === other[name],
  );
