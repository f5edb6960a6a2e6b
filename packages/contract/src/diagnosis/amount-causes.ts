import { type AmountFault, amountFault } from "./amount-fault.js";
import { type Diagnosis, found } from "./diagnosis.js";
import type { DiagnosisId } from "./diagnosis-catalogue.js";

type CauseByFault = Readonly<Partial<Record<AmountFault["kind"], DiagnosisId>>>;

/** A unit price that is not an integer in fen. */
export const priceCauses = (value: unknown, path: string): Generator<Diagnosis> =>
  faultCauses(value, path, PRICE_CAUSES);

/** An amount of WeChat Pay that is not an integer in fen. */
export const fenCauses = (value: unknown, path: string): Generator<Diagnosis> =>
  faultCauses(value, path, FEN_CAUSES);

const PRICE_CAUSES: CauseByFault = {
  text: "price-as-text",
  yuan: "price-in-yuan",
  tail: "price-not-rounded",
  fraction: "price-with-fraction",
  negative: "price-negative",
};

/** A payment of less than nothing has no known cause. */
const FEN_CAUSES: CauseByFault = {
  text: "amount-as-text",
  yuan: "amount-in-yuan",
  tail: "amount-not-rounded",
  fraction: "amount-with-fraction",
};

function* faultCauses(value: unknown, path: string, causes: CauseByFault): Generator<Diagnosis> {
  const fault = amountFault(value);
  const id = fault === null ? undefined : causes[fault.kind];
  if (fault !== null && id !== undefined) yield found(id, path, fault.values);
}
