import {
  DEFAULT_CURRENCY,
  parseInstantMs,
  type TransactionRepresentation,
} from "@dingdan/contract";
import { type Amount, currencyOr, reportedAmount, sumOf } from "./amount.js";
import { merchantName, transactionName } from "./payment-names.js";

/** Values under the names of their members in the report: `{ mchid: "1900000109" }`. */
export type Members = Readonly<Record<string, string>>;

/** A buyer of an app. */
export interface Payer {
  readonly appid: string;
  readonly openid: string;
}

/** The facts of one transaction: an ordinary payment, or a part of a combined one. */
export interface PaymentPart {
  readonly transactionId: string | null;
  readonly outTradeNo: string;
  /** The merchant numbers that placed it. */
  readonly mchids: Members;
  readonly appids: Members;
  /** Its payer in each app that is known, the app of the merchant first. */
  readonly payers: readonly (Payer & { readonly member: string })[];
  /** The total of the order. */
  readonly total: Amount;
  /** What the payer paid of it, the rest were coupons; null when it was not reported. */
  readonly payerTotal: Amount | null;
  /** The currency in which the payer paid; null when it was not reported. */
  readonly payerCurrency: string | null;
  /** When it was paid, by WeChat Pay's clock; null when it was not reported. */
  readonly paidAtMs: number | null;
  /** True when WeChat Pay says that a refund was started: `trade_state` REFUND. */
  readonly isRefundStarted: boolean;
}

/** What makes one payment of several parts. */
export interface Combination {
  readonly mchid: string;
  readonly outTradeNo: string;
  /** Its notification has none; the query by it reports it. */
  readonly transactionId: string | null;
  readonly appid: string;
}

/** The facts of a payment, from all reports of it. */
export interface PaymentFacts {
  /** Null for an ordinary payment, which has one part. */
  readonly combination: Combination | null;
  readonly parts: readonly PaymentPart[];
}

/** The names of a transaction, as order keys. */
export const namesOfPart = ({ mchids, outTradeNo, transactionId }: PaymentPart): string[] => [
  ...new Set(Object.values(mchids).map((mchid) => merchantName(mchid, outTradeNo))),
  ...(transactionId === null ? [] : [transactionName(transactionId)]),
];

/** The names of the payment as a whole, as order keys: under these its details are uploaded. */
export function namesOfWhole({ combination, parts }: PaymentFacts): string[] {
  if (combination === null) return parts.flatMap(namesOfPart);
  const { mchid, outTradeNo, transactionId } = combination;
  return [
    merchantName(mchid, outTradeNo),
    ...(transactionId === null ? [] : [transactionName(transactionId)]),
  ];
}

/** The names of the parts of a combined payment; none of an ordinary payment. */
export const namesOfParts = ({ combination, parts }: PaymentFacts): string[] =>
  combination === null ? [] : parts.flatMap(namesOfPart);

/**
 * The apps in which the payment was made, with its payer in each, the likeliest first: an app that more
 * of the parts name comes before the others, and the merchant's app before the provider's. In provider
 * mode a combined payment is made inside a sub-merchant's app, which then all parts name.
 */
export function payersOf({ parts }: PaymentFacts): Payer[] {
  const [only] = parts;
  if (only?.payers.length === 1 && parts.length === 1) return [...only.payers];
  const payers = new Map<string, { payer: Payer; parts: number }>();
  for (const { appid, openid } of parts.flatMap((part) => part.payers)) {
    const known = payers.get(appid) ?? { payer: { appid, openid }, parts: 0 };
    payers.set(appid, { ...known, parts: known.parts + 1 });
  }
  return [...payers.values()].toSorted((a, b) => b.parts - a.parts).map(({ payer }) => payer);
}

/** The total of all parts. */
export const totalOf = ({ parts }: PaymentFacts): Amount => {
  const [first] = parts as [PaymentPart];
  // The parts of a payment have one currency: parseTransaction refuses any other report.
  return sumOf(parts.map(({ total }) => total)) ?? first.total;
};

/** What the buyer paid for all parts; null when it was not reported for each, in one currency. */
export const payerTotalOf = ({ parts }: PaymentFacts): Amount | null =>
  sumOf(parts.map(({ payerTotal }) => payerTotal));

/** When the last part was paid. A report without any time of success is refused before. */
export const paidAtMsOf = ({ parts }: PaymentFacts): number =>
  Math.max(0, ...parts.flatMap(({ paidAtMs }) => paidAtMs ?? []));

type SubOrder = NonNullable<TransactionRepresentation["sub_orders"]>[number];

/** Reads the facts of a report. It reads no more than is there: what is missing is left out. */
export function factsOfReport(report: TransactionRepresentation): PaymentFacts {
  // A report is read several times on its way: for its names, for the decision and for its rows.
  const known = FACTS.get(report);
  if (known !== undefined) return known;
  const facts = isText(report.combine_out_trade_no)
    ? factsOfCombined(report)
    : { combination: null, parts: [partOfOrdinary(report)] };
  FACTS.set(report, facts);
  return facts;
}

const FACTS = new WeakMap<TransactionRepresentation, PaymentFacts>();

function partOfOrdinary(report: TransactionRepresentation): PaymentPart {
  const { appid, sp_appid, sub_appid, mchid, sub_mchid, sp_mchid, amount } = report;
  const payer = report.payer ?? {};
  // Without an appid of its own, `openid` is the payer in the merchant's app.
  const payers = [
    payerIn(appid ?? sub_appid ?? sp_appid, payer.openid, "payer.openid"),
    payerIn(sub_appid, payer.sub_openid, "payer.sub_openid"),
    payerIn(sp_appid, payer.sp_openid, "payer.sp_openid"),
  ].filter((known) => known !== null);
  return {
    transactionId: textOrNull(report.transaction_id),
    outTradeNo: textOrNull(report.out_trade_no) ?? "",
    mchids: members({ mchid, sub_mchid, sp_mchid }),
    appids: members({ appid, sub_appid, sp_appid }),
    payers,
    total: reportedAmount(amount?.total, amount?.currency) ?? NOTHING,
    payerTotal: reportedAmount(
      amount?.payer_total,
      currencyOr(amount?.payer_currency, currencyOr(amount?.currency, NOTHING.currency)),
    ),
    payerCurrency: textOrNull(amount?.payer_currency),
    paidAtMs: parseInstantMs(report.success_time ?? ""),
    isRefundStarted: report.trade_state === "REFUND",
  };
}

function factsOfCombined(report: TransactionRepresentation): PaymentFacts {
  return {
    combination: {
      mchid: textOrNull(report.combine_mchid) ?? "",
      outTradeNo: report.combine_out_trade_no as string,
      transactionId: textOrNull(report.combine_transaction_id),
      appid: textOrNull(report.combine_appid) ?? "",
    },
    parts: (report.sub_orders ?? []).map((sub) => partOfCombined(report, sub)),
  };
}

function partOfCombined(report: TransactionRepresentation, sub: SubOrder): PaymentPart {
  const { combine_appid, combine_payer_info: payer = {} } = report;
  const { mchid, sub_mchid, sub_appid, amount } = sub;
  const payers = [
    payerIn(sub_appid, sub.sub_openid ?? payer.sub_openid, "combine_payer_info.sub_openid"),
    payerIn(combine_appid, payer.openid, "combine_payer_info.openid"),
  ].filter((known) => known !== null);
  return {
    transactionId: textOrNull(sub.transaction_id),
    outTradeNo: sub.out_trade_no,
    mchids: members({ mchid, sub_mchid }),
    appids: members({ combine_appid, sub_appid }),
    payers,
    total: reportedAmount(amount.total_amount, amount.currency) ?? NOTHING,
    payerTotal: reportedAmount(
      amount.payer_amount,
      currencyOr(amount.payer_currency, currencyOr(amount.currency, NOTHING.currency)),
    ),
    payerCurrency: textOrNull(amount.payer_currency),
    paidAtMs: parseInstantMs(sub.success_time ?? ""),
    isRefundStarted: sub.trade_state === "REFUND",
  };
}

const NOTHING: Amount = { amountMinor: 0, currency: DEFAULT_CURRENCY };

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

const textOrNull = (value: unknown): string | null => (isText(value) ? value : null);

const payerIn = (appid: unknown, openid: unknown, member: string) =>
  isText(appid) && isText(openid) ? { appid, openid, member } : null;

const members = (values: Readonly<Record<string, unknown>>): Members =>
  Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => isText(entry[1])),
  );
