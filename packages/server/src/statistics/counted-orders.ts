import type { PaymentDecision } from "../domain/payment.js";
import { callName, matchName } from "../domain/statistics.js";
import type { StoredUpload, UploadDecision } from "../domain/upload.js";
import type { AnsweredCall } from "../request-log/recorded-call.js";
import type { OrderStore } from "../storage/store.js";
import type { Statistics } from "./statistics.js";

/** An order store of which every decision on an upload and a payment is counted. */
export function countedOrders(orders: OrderStore, statistics: Statistics): OrderStore {
  return {
    ...boundMethods(orders),
    putUpload: async (incoming) => {
      const decision = await orders.putUpload(incoming);
      countUpload(decision, incoming, statistics);
      return decision;
    },
    putPayment: async (payment) => {
      const decision = await orders.putPayment(payment);
      countPayment(decision, payment, statistics);
      return decision;
    },
  };
}

const DRY_RUN_PATH = "/dingdan/v1/validate/";

/** Counts an answered call of the wire; a dry-run is none. */
export function countCall(call: AnsweredCall, statistics: Statistics): void {
  if (call.url.startsWith(DRY_RUN_PATH)) return;
  const name = callName(call.operation, call.violation?.error.code ?? 0);
  statistics.count(call.appid, name, call.atMs);
}

function countUpload(
  decision: UploadDecision,
  { appid, receivedAtMs }: { readonly appid: string; readonly receivedAtMs: number },
  statistics: Statistics,
): void {
  if (decision.kind === "repeated") statistics.count(appid, "repeated", receivedAtMs);
  if (decision.kind !== "stored") return;
  const { upload } = decision;
  const isReplacement = upload.events.some(({ event }) => event === "replaced");
  statistics.count(appid, isReplacement ? "replaced" : "uploads", receivedAtMs);
  const name = matchName({ state: upload.state, delayMs: delayMsOf(upload) });
  if (name !== null) statistics.count(appid, name, receivedAtMs);
}

function countPayment(
  decision: PaymentDecision,
  { appid, receivedAtMs }: { readonly appid: string; readonly receivedAtMs: number },
  statistics: Statistics,
): void {
  if (decision.kind !== "recorded") return;
  statistics.count(appid, "payments", receivedAtMs);
  const [first] = decision.uploads;
  const delayMs = first === undefined ? null : delayMsOf(first);
  const name = matchName({ state: decision.state, delayMs });
  if (name !== null) statistics.count(appid, name, receivedAtMs);
}

function delayMsOf({ state, receivedAtMs, paidAtMs }: StoredUpload): number | null {
  return state === "matched" && paidAtMs !== null ? receivedAtMs - paidAtMs : null;
}

/** The methods of an object as its own members, so that some can be put in the place of others. */
function boundMethods(orders: OrderStore): OrderStore {
  const prototype = Object.getPrototypeOf(orders) as Record<string, unknown>;
  const methods = Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const method = prototype[name];
    return name !== "constructor" && typeof method === "function"
      ? [[name, method.bind(orders)]]
      : [];
  });
  return { ...orders, ...(Object.fromEntries(methods) as object) };
}
