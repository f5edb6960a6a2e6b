import {
  factsOfReport,
  type Members,
  namesOfPart,
  namesOfParts,
  namesOfWhole,
  type PaymentFacts,
  type PaymentPart,
} from "./payment-facts.js";
import type { PaymentReport } from "./unite-reports.js";

/** A fact of a report that differs from the recorded one. */
export interface Contradiction {
  /** The shared number: `transaction_id 4200…` or `mchid 1900…, out_trade_no ORDER1`. */
  readonly number: string;
  /** The member of the report. */
  readonly path: string;
  readonly recorded: string;
  readonly reported: string;
}

/** The facts of all reports of one payment, united. */
export function factsOfReports(reports: readonly PaymentReport[]): PaymentFacts {
  const [first, ...others] = reports.map(factsOfReport) as [PaymentFacts, ...PaymentFacts[]];
  if (others.length === 0) return first;
  const known = others.flatMap(({ parts }) => parts);
  return {
    ...first,
    parts: first.parts.map((part) => known.filter(isSameAs(part)).reduce(filled, part)),
  };
}

/** A part with the facts that another report of it adds. */
const filled = (part: PaymentPart, other: PaymentPart): PaymentPart => ({
  transactionId: part.transactionId ?? other.transactionId,
  outTradeNo: part.outTradeNo,
  mchids: { ...other.mchids, ...part.mchids },
  appids: { ...other.appids, ...part.appids },
  payers: [
    ...part.payers,
    ...other.payers.filter(({ appid }) => part.payers.every((payer) => payer.appid !== appid)),
  ],
  total: part.total,
  ...payerTotalOfBoth(part, other),
  paidAtMs: earlier(part.paidAtMs, other.paidAtMs),
  isRefundStarted: part.isRefundStarted || other.isRefundStarted,
});

/** One report may have the amount and another its currency. */
function payerTotalOfBoth(
  part: PaymentPart,
  other: PaymentPart,
): Pick<PaymentPart, "payerTotal" | "payerCurrency"> {
  const payerCurrency = part.payerCurrency ?? other.payerCurrency;
  const payerTotal = part.payerTotal ?? other.payerTotal;
  return {
    payerCurrency,
    payerTotal: payerTotal && { ...payerTotal, currency: payerCurrency ?? payerTotal.currency },
  };
}

const earlier = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);

/** Two sub-merchants of one provider may use the same out_trade_no, so the provider's name is not enough. */
const isSameAs = (part: PaymentPart) => {
  const names = new Set(namesOfPart(part));
  return (other: PaymentPart) => {
    const isOfOther =
      part.mchids["sub_mchid"] !== undefined &&
      other.mchids["sub_mchid"] !== undefined &&
      part.mchids["sub_mchid"] !== other.mchids["sub_mchid"] &&
      (part.transactionId === null || part.transactionId !== other.transactionId);
    return !isOfOther && namesOfPart(other).some((name) => names.has(name));
  };
};

/** Null when a report says nothing that differs from the recorded facts. */
export function contradictionOf(
  recorded: PaymentFacts,
  reported: PaymentFacts,
): Contradiction | null {
  const number = sharedNumber(recorded, reported);
  for (const [path, known, found] of differences(recorded, reported)) {
    return { number, path, recorded: known, reported: found };
  }
  return null;
}

type Difference = readonly [path: string, recorded: string, reported: string];

function* differences(recorded: PaymentFacts, reported: PaymentFacts): Generator<Difference> {
  const [known, found] = [recorded.combination, reported.combination];
  if (known !== null && found !== null) {
    yield* unequal("combine_out_trade_no", known.outTradeNo, found.outTradeNo);
    yield* unequal("combine_mchid", known.mchid, found.mchid);
    yield* unequal("combine_appid", known.appid, found.appid);
    yield* unequal("combine_transaction_id", known.transactionId, found.transactionId);
  }
  for (const [index, part] of reported.parts.entries()) {
    const place = found === null ? "" : `sub_orders[${index}].`;
    // Two ordinary objects with a number in common are compared, whatever their sub-merchants.
    const areOrdinary = known === null && found === null;
    const same = areOrdinary ? recorded.parts[0] : recorded.parts.find(isSameAs(part));
    if (same !== undefined) yield* differencesOfPart(same, part, place, found !== null);
    else if (known !== null) yield [`${place}out_trade_no`, listed(recorded), part.outTradeNo];
  }
  // The number of the whole is that of an ordinary payment, which is none of the parts.
  if (
    known === null &&
    found !== null &&
    !recorded.parts.some((part) => reported.parts.some(isSameAs(part)))
  ) {
    yield ["sub_orders", listed(recorded), listed(reported)];
  }
  if (known !== null && found !== null) {
    for (const part of recorded.parts) {
      if (!reported.parts.some(isSameAs(part))) {
        yield ["sub_orders", listed(recorded), listed(reported)];
      }
    }
  }
}

function* differencesOfPart(
  recorded: PaymentPart,
  reported: PaymentPart,
  place: string,
  isCombined: boolean,
): Generator<Difference> {
  yield* unequal(`${place}transaction_id`, recorded.transactionId, reported.transactionId);
  yield* unequal(`${place}out_trade_no`, recorded.outTradeNo, reported.outTradeNo);
  const [total, payerTotal] = isCombined
    ? ["total_amount", "payer_amount"]
    : ["total", "payer_total"];
  yield* unequal(`${place}amount.currency`, recorded.total.currency, reported.total.currency);
  yield* unequal(`${place}amount.${total}`, recorded.total.amountMinor, reported.total.amountMinor);
  yield* unequal(`${place}amount.payer_currency`, recorded.payerCurrency, reported.payerCurrency);
  yield* unequal(
    `${place}amount.${payerTotal}`,
    recorded.payerTotal?.amountMinor ?? null,
    reported.payerTotal?.amountMinor ?? null,
  );
  yield* unlike(recorded.appids, reported.appids, (name) =>
    name === "combine_appid" ? name : place + name,
  );
  yield* unlike(recorded.mchids, reported.mchids, (name) => place + name);
  for (const { appid, openid, member } of reported.payers) {
    const known = recorded.payers.find((payer) => payer.appid === appid);
    yield* unequal(member, known?.openid ?? null, openid);
  }
}

function* unequal(
  path: string,
  recorded: string | number | null,
  reported: string | number | null,
): Generator<Difference> {
  if (recorded !== null && reported !== null && recorded !== reported) {
    yield [path, String(recorded), String(reported)];
  }
}

/**
 * The same member with another value is a difference. Reports of different shapes name a merchant by
 * different members; those differ when they have no value in common.
 */
function* unlike(
  recorded: Members,
  reported: Members,
  pathOf: (name: string) => string,
): Generator<Difference> {
  for (const [name, value] of Object.entries(reported)) {
    const known = recorded[name];
    if (known !== undefined) yield* unequal(pathOf(name), known, value);
  }
  const values = Object.values(recorded);
  const [first] = Object.entries(reported);
  if (first === undefined || values.length === 0) return;
  if (!Object.values(reported).some((value) => values.includes(value))) {
    yield [pathOf(first[0]), values.join(", "), first[1]];
  }
}

const listed = ({ parts }: PaymentFacts): string =>
  parts.map(({ outTradeNo }) => outTradeNo).join(", ");

function sharedNumber(recorded: PaymentFacts, reported: PaymentFacts): string {
  const known = new Set([...namesOfWhole(recorded), ...namesOfParts(recorded)]);
  const name = [...namesOfWhole(reported), ...namesOfParts(reported)].find((other) =>
    known.has(other),
  );
  const [, ...numbers] = (name ?? "").split(":");
  return numbers.length === 1
    ? `transaction_id ${numbers[0]}`
    : `mchid ${numbers[0]}, out_trade_no ${numbers[1]}`;
}
