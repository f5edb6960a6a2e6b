import { DEFAULT_CURRENCY, formatMoney, isCurrency } from "../money.js";
import { isMissing, type Unchecked } from "../rules/limits.js";
import { type AmountFault, amountFault } from "./amount-fault.js";
import { type Diagnosis, found } from "./diagnosis.js";
import type { DiagnosisId } from "./diagnosis-catalogue.js";

/** A unit price that is not an integer in fen. */
export const priceCauses = (value: unknown, path: string): Generator<Diagnosis> =>
  faultCauses(value, path, { currency: DEFAULT_CURRENCY, causes: PRICE_CAUSES });

/**
 * A number in an amount of WeChat Pay that is not an integer in the minor unit of its currency.
 * @param currency null when it is unknown; then no cause is certain
 */
export function* reportedCauses(
  value: unknown,
  path: string,
  currency: string | null,
): Generator<Diagnosis> {
  if (currency === null) return;
  const causes = currency === DEFAULT_CURRENCY ? FEN_CAUSES : MINOR_CAUSES;
  yield* faultCauses(value, path, { currency, causes });
}

/** The currency of the total in an amount of WeChat Pay; null when what was sent is none. */
export const totalCurrencyOf = ({ currency }: Unchecked): string | null =>
  isMissing(currency) ? DEFAULT_CURRENCY : knownOrNull(currency);

/**
 * The currency of what the buyer paid or gets back; null when it is unknown: a total in another currency
 * than CNY may have been paid in CNY.
 */
export function payerCurrencyOf(amount: Unchecked): string | null {
  const { payer_currency: sent } = amount;
  if (!isMissing(sent)) return knownOrNull(sent);
  return totalCurrencyOf(amount) === DEFAULT_CURRENCY ? DEFAULT_CURRENCY : null;
}

const knownOrNull = (currency: unknown): string | null =>
  typeof currency === "string" && isCurrency(currency) ? currency : null;

type CauseByFault = Readonly<Partial<Record<AmountFault["kind"], DiagnosisId>>>;

const PRICE_CAUSES: CauseByFault = {
  text: "price-as-text",
  major: "price-in-yuan",
  tail: "price-not-rounded",
  fraction: "price-with-fraction",
  negative: "price-negative",
};

/** A payment of less than nothing has no known cause. */
const FEN_CAUSES: CauseByFault = {
  text: "amount-as-text",
  major: "amount-in-yuan",
  tail: "amount-not-rounded",
  fraction: "amount-with-fraction",
};

/** The same in any other currency. */
const MINOR_CAUSES: CauseByFault = {
  text: "minor-amount-as-text",
  major: "minor-amount-in-major-unit",
  tail: "minor-amount-not-rounded",
  fraction: "minor-amount-with-fraction",
};

interface FaultReading {
  readonly currency: string;
  readonly causes: CauseByFault;
}

function* faultCauses(
  value: unknown,
  path: string,
  { currency, causes }: FaultReading,
): Generator<Diagnosis> {
  const fault = amountFault(value, currency);
  const id = fault === null ? undefined : causes[fault.kind];
  if (fault === null || id === undefined) return;
  const unit = formatMoney({ amount_minor: 1, currency }, "en");
  yield found(id, path, { ...fault.values, currency, unit });
}
