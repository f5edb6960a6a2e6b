import {
  DEFAULT_CURRENCY,
  INSTANT_RULE,
  parseInstantMs,
  type SchemaViolation,
  type TransactionRepresentation,
  text,
} from "@dingdan/contract";
import type { IncomingPayment } from "../domain/payment.js";
import { withoutBlanks } from "./blanks.js";

export type ParsedTransaction =
  | { readonly kind: "payment"; readonly payment: IncomingPayment }
  /** Not paid, or not completely. */
  | { readonly kind: "incomplete"; readonly path: string; readonly tradeState: string }
  | { readonly kind: "broken"; readonly violations: readonly SchemaViolation[] };

/** A payment that was refunded later was completed, too. */
const COMPLETED = new Set(["SUCCESS", "REFUND"]);

/**
 * Reads a report of a payment from a WeChat Pay v3 transaction object: an ordinary one, one of provider
 * mode (`sub_appid`, `sub_mchid`, `payer.sub_openid`), or a combined one (`combine_out_trade_no`).
 * Members that are null or an empty text count as absent, also those that the schema does not describe:
 * two reports that differ in nothing else are the same.
 * @param received matches the schema of `recordPayment`
 * @see wechatpay, §5.1 and §5.2
 */
export function parseTransaction(
  received: TransactionRepresentation,
  receivedAtMs: number,
): ParsedTransaction {
  const transaction = withoutBlanks(received) as TransactionRepresentation;
  const unpaid = unpaidPartOf(transaction);
  // An unpaid transaction has neither a number of WeChat Pay nor a payer.
  if (unpaid !== null) return unpaid;
  const violations =
    transaction.combine_out_trade_no === undefined
      ? ordinaryViolations(transaction)
      : combinedViolations(transaction);
  return violations.length > 0
    ? { kind: "broken", violations }
    : { kind: "payment", payment: { report: transaction, receivedAtMs } };
}

function unpaidPartOf({
  combine_out_trade_no,
  trade_state,
  sub_orders = [],
}: TransactionRepresentation): ParsedTransaction | null {
  const states =
    combine_out_trade_no === undefined
      ? [{ path: "trade_state", tradeState: trade_state }]
      : sub_orders.map((sub, index) => ({
          path: `sub_orders[${index}].trade_state`,
          tradeState: sub.trade_state as string | undefined,
        }));
  for (const { path, tradeState } of states) {
    if (tradeState !== undefined && !COMPLETED.has(tradeState)) {
      return { kind: "incomplete", path, tradeState };
    }
  }
  return null;
}

function ordinaryViolations(transaction: TransactionRepresentation): SchemaViolation[] {
  const { appid, sub_appid, sp_appid, mchid, sub_mchid, sp_mchid, payer = {} } = transaction;
  const isMerchants = appid === undefined && sub_appid !== undefined;
  const isProviders = appid === undefined && sub_appid === undefined;
  // In provider mode the payer who counts is the one in the merchant's app, whose orders the buyer sees.
  const openid =
    payer.openid ?? (isMerchants ? payer.sub_openid : isProviders ? payer.sp_openid : undefined);
  const isAppUnnamed = sub_appid === undefined && payer.sub_openid !== undefined;
  const ofApp = isMerchants ? "sub_openid" : isProviders && sp_appid ? "sp_openid" : "openid";
  const openidPath = isAppUnnamed ? "sub_appid" : `payer.${ofApp}`;
  return [
    ...missing({
      appid: appid ?? sub_appid ?? sp_appid,
      mchid: mchid ?? sub_mchid ?? sp_mchid,
      out_trade_no: transaction.out_trade_no,
      transaction_id: transaction.transaction_id,
      trade_state: transaction.trade_state,
      success_time: transaction.success_time,
      [openidPath]: openid,
      amount: transaction.amount,
    }),
    ...timeViolations(transaction.success_time, "success_time"),
  ];
}

/**
 * A combined payment is one payment; it was completed when the last of its parts was. It is paid in the
 * combining app (`combine_payer_info.openid`) or inside a sub-merchant's (`sub_appid`, `sub_openid`).
 */
function combinedViolations(transaction: TransactionRepresentation): SchemaViolation[] {
  const { sub_orders: parts } = transaction;
  const violations = missing({
    combine_appid: transaction.combine_appid,
    combine_mchid: transaction.combine_mchid,
    sub_orders: parts?.length === 0 ? undefined : parts,
  });
  const absentOpenid = absentOpenidOfCombined(transaction);
  if (absentOpenid !== null) violations.push({ path: absentOpenid, reason: MISSING });
  for (const [index, part] of (parts ?? []).entries()) {
    const place = `sub_orders[${index}]`;
    violations.push(...missing({ [`${place}.trade_state`]: part.trade_state }));
    if (
      part.transaction_id === undefined &&
      part.mchid === undefined &&
      part.sub_mchid === undefined
    ) {
      violations.push({ path: `${place}.transaction_id`, reason: MISSING });
    }
    const time = part.success_time;
    if (!time) violations.push({ path: `${place}.success_time`, reason: MISSING });
    violations.push(...timeViolations(time, `${place}.success_time`));
    const currency = parts?.[0]?.amount.currency ?? DEFAULT_CURRENCY;
    if ((part.amount.currency ?? DEFAULT_CURRENCY) !== currency) {
      violations.push({
        path: `${place}.amount.currency`,
        reason: text(
          `must be ${currency}, as in sub_orders[0]: a combined payment has one currency`,
          `应与 sub_orders[0] 的 ${currency} 相同：一笔合单支付只有一种货币`,
        ),
      });
    }
  }
  violations.push(...sumViolations(parts ?? []));
  const repeated = repeatedPart(parts ?? []);
  if (repeated !== null) violations.push(repeated);
  return violations;
}

type Parts = NonNullable<TransactionRepresentation["sub_orders"]>;

/** The member without which a combined payment has no payer; null when it has one. */
function absentOpenidOfCombined({
  combine_payer_info: payer = {},
  sub_orders: parts = [],
}: TransactionRepresentation): string | null {
  const inApps = parts.filter(({ sub_appid }) => sub_appid !== undefined);
  const isPaidInApp = inApps.some(
    ({ sub_openid }) => (sub_openid ?? payer.sub_openid) !== undefined,
  );
  if (payer.openid !== undefined || isPaidInApp) return null;
  const ofUnnamedApp = parts.findIndex(
    ({ sub_appid, sub_openid }) => sub_appid === undefined && sub_openid !== undefined,
  );
  if (ofUnnamedApp !== -1) return `sub_orders[${ofUnnamedApp}].sub_appid`;
  if (inApps.length > 0) return "combine_payer_info.sub_openid";
  return payer.sub_openid === undefined ? "combine_payer_info.openid" : "sub_orders[0].sub_appid";
}

/** The amounts of the parts are added, each currency by itself. */
function sumViolations(parts: Parts): SchemaViolation[] {
  const sums = new Map<string, { readonly path: string; sum: number }>();
  const add = (member: "total_amount" | "payer_amount", currency: string, amount = 0) => {
    const key = `${member} ${currency}`;
    const { sum } = sums.get(key) ?? { sum: 0 };
    sums.set(key, { path: `sub_orders[].amount.${member}`, sum: sum + amount });
  };
  for (const { amount } of parts) {
    const { currency = DEFAULT_CURRENCY, payer_currency = currency } = amount;
    add("total_amount", currency, amount.total_amount);
    add("payer_amount", payer_currency, amount.payer_amount);
  }
  const inexact = [...sums.values()].filter(({ sum }) => !Number.isSafeInteger(sum));
  return inexact.map(({ path }) => ({ path, reason: INEXACT }));
}

/** Two parts with one number would be one sub-payment. */
function repeatedPart(parts: Parts): SchemaViolation | null {
  const seen = new Set<string>();
  for (const [index, part] of parts.entries()) {
    const { transaction_id: id, out_trade_no: number, mchid, sub_mchid } = part;
    const names = [`${sub_mchid ?? mchid ?? ""} ${number}`, ...(id === undefined ? [] : [id])];
    if (names.some((name) => seen.has(name))) {
      return {
        path: `sub_orders[${index}]`,
        reason: text("has the numbers of another sub-payment", "与另一笔子支付的单号相同"),
      };
    }
    for (const name of names) seen.add(name);
  }
  return null;
}

const MISSING = text("is missing", "缺失");
const INEXACT = text(
  "have a sum that is too large to represent exactly",
  "之和超出可精确表示的范围",
);

function timeViolations(time: string | undefined, path: string): SchemaViolation[] {
  if (time === undefined || parseInstantMs(time) !== null) return [];
  return [{ path, reason: INSTANT_RULE }];
}

function missing(members: Readonly<Record<string, unknown>>): SchemaViolation[] {
  const absent = Object.entries(members).filter(([, value]) => value === undefined);
  return absent.map(([path]) => ({ path, reason: MISSING }));
}
