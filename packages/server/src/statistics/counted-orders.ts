import type { OperationKey } from "@dingdan/contract";
import type { PaymentOutcome } from "../domain/payment.js";
import { callName, matchName } from "../domain/statistics.js";
import type { UploadOutcome } from "../domain/upload.js";
import type { OrderStore } from "../storage/store.js";
import type { Statistics } from "./statistics.js";

/** An order store of which every decision on an upload and a payment is counted. */
export function countedOrders(orders: OrderStore, statistics: Statistics): OrderStore {
  return {
    ...boundMethods(orders),
    putSentUpload: async (sent) => {
      const outcome = await orders.putSentUpload(sent);
      const counted = { appid: sent.app.appid, receivedAtMs: sent.receivedAtMs };
      if (outcome.kind !== "broken") countUpload(outcome, counted, statistics);
      return outcome;
    },
    putUpload: async (incoming) => {
      const outcome = await orders.putUpload(incoming);
      countUpload(outcome, incoming, statistics);
      return outcome;
    },
    putPayment: async (payment) => {
      const outcome = await orders.putPayment(payment);
      countPayment(outcome, payment, statistics);
      return outcome;
    },
  };
}

/** An answered call of the wire, as far as it is counted. */
export interface CountedCall {
  /** Null when it could not be told. */
  readonly appid: string | null;
  /** Null for what is no interface. */
  readonly operation: OperationKey | null;
  readonly errcode: number;
  readonly url: string;
  readonly atMs: number;
}

export type CountCall = (call: CountedCall) => void;

const DRY_RUN_PATH = "/dingdan/v1/validate/";

/** Counts an answered call of the wire; a dry-run is none. */
export function countCall(call: CountedCall, statistics: Statistics): void {
  if (call.url.startsWith(DRY_RUN_PATH)) return;
  statistics.count(call.appid, callName(call.operation, call.errcode), call.atMs);
}

interface Counted {
  readonly appid: string;
  readonly receivedAtMs: number;
}

function countUpload(outcome: UploadOutcome, counted: Counted, statistics: Statistics): void {
  const { appid, receivedAtMs } = counted;
  if (outcome.kind === "repeated") statistics.count(appid, "repeated", receivedAtMs);
  if (outcome.kind !== "stored") return;
  statistics.count(appid, outcome.isReplacement ? "replaced" : "uploads", receivedAtMs);
  const name = matchName(outcome);
  if (name !== null) statistics.count(appid, name, receivedAtMs);
}

function countPayment(outcome: PaymentOutcome, counted: Counted, statistics: Statistics): void {
  if (outcome.kind !== "recorded") return;
  const { appid, receivedAtMs } = counted;
  statistics.count(appid, "payments", receivedAtMs);
  const name = matchName(outcome);
  if (name !== null) statistics.count(appid, name, receivedAtMs);
}

/** The methods of an object as its own members, so that some can be put in the place of others. */
function boundMethods(orders: OrderStore): OrderStore {
  const methods: Record<string, unknown> = { ...orders };
  let prototype = Object.getPrototypeOf(orders) as Record<string, unknown> | null;
  for (; prototype !== null && prototype !== Object.prototype; ) {
    for (const name of Object.getOwnPropertyNames(prototype)) {
      const method = prototype[name];
      if (name in methods || name === "constructor" || typeof method !== "function") continue;
      methods[name] = method.bind(orders) as unknown;
    }
    prototype = Object.getPrototypeOf(prototype) as Record<string, unknown> | null;
  }
  return methods as unknown as OrderStore;
}
