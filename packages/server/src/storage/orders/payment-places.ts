import type { IncomingPayment, reportedNames } from "../../domain/payment.js";
import {
  factsOfReport,
  namesOfPart,
  namesOfWhole,
  type PaymentFacts,
  type PaymentPart,
  payersOf,
} from "../../domain/payment-facts.js";
import { factsOf } from "../../domain/recorded-payment.js";
import type { Payment } from "../../domain/stored-order.js";

/** Where an upload is stored. */
interface UploadPlace {
  readonly appid: string;
  readonly orderKey: string;
}

/**
 * Where the uploads of a payment may be: under each name of the whole, in every app that it was made in;
 * and under each name of a part, in the apps of that part. The other combinations name nothing, and with
 * many parts they would be thousands.
 *
 * @param named the names and payers of the report
 * @param recorded the payments under these names: they and the report become one payment
 */
export function uploadPlaces(
  { report }: Pick<IncomingPayment, "report">,
  { names: reportedAs, payers }: ReturnType<typeof reportedNames>,
  recorded: readonly Payment[],
): UploadPlace[] {
  const reported = factsOfReport(report);
  if (recorded.length === 0 && reported.combination === null) {
    return payers.flatMap(({ appid }) => reportedAs.map((orderKey) => ({ appid, orderKey })));
  }
  return placesOf([reported, ...recorded.map(factsOf)]);
}

/** Where the uploads of a payment may be, of which these are the facts that are known. */
export function placesOf(all: readonly PaymentFacts[]): UploadPlace[] {
  const combined = all.filter(({ combination }) => combination !== null);
  const places = new Places();
  const appids = all.flatMap(appidsOf);
  for (const facts of combined.length === 0 ? all : combined)
    places.add(namesOfWhole(facts), appids);
  if (combined.length > 0) addParts(places, all);
  return places.list();
}

function addParts(places: Places, all: readonly PaymentFacts[]): void {
  const parts = all.flatMap((facts) =>
    facts.parts.map((part) => ({ part, appids: appidsOfPart(part, facts) })),
  );
  // Several reports of a part may each know some of its names and some of its apps.
  const known = new Places();
  for (const { part, appids } of parts) known.add(namesOfPart(part), appids);
  for (const { part } of parts) {
    const names = namesOfPart(part);
    places.add(
      names,
      names.flatMap((name) => known.appidsOf(name)),
    );
  }
}

const appidsOf = (facts: PaymentFacts): string[] => payersOf(facts).map(({ appid }) => appid);

/** The apps of a part. A part of which no payer is known may be of any app of its payment. */
const appidsOfPart = ({ payers }: PaymentPart, facts: PaymentFacts): string[] =>
  payers.length === 0 ? appidsOf(facts) : payers.map(({ appid }) => appid);

/** Each name with its apps, each once. */
class Places {
  readonly #appids = new Map<string, Set<string>>();

  add(names: readonly string[], appids: readonly string[]): void {
    for (const name of names) {
      const known = this.#appids.get(name) ?? new Set();
      for (const appid of appids) known.add(appid);
      this.#appids.set(name, known);
    }
  }

  appidsOf(name: string): string[] {
    return [...(this.#appids.get(name) ?? [])];
  }

  list(): UploadPlace[] {
    return [...this.#appids].flatMap(([orderKey, appids]) =>
      [...appids].map((appid) => ({ appid, orderKey })),
    );
  }
}

export const isRowOf = (payment: Payment) => (other: Payment) =>
  other.appid === payment.appid && other.id === payment.id;

export const uniquePayments = (payments: readonly Payment[]): Payment[] =>
  payments.filter((payment, index) => payments.findIndex(isRowOf(payment)) === index);
