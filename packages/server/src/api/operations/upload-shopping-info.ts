import type { Violation } from "@dingdan/contract";
import { ruleContext } from "../../domain/app.js";
import { readUpload, type UploadOperation } from "../../domain/sent-upload.js";
import { decideUpload } from "../../domain/upload.js";
import { countUpload } from "../../statistics/count-outcomes.js";
import type { Statistics } from "../../statistics/statistics.js";
import type { OrderStore } from "../../storage/store.js";
import type { AppCall, UnjudgedCall } from "../call.js";
import { decisionViolation } from "../decision-violation.js";
import { ok, refused, type WireOutcome } from "../outcome.js";

/** Stores an upload of shopping details; the store judges its body. */
export async function uploadShopping(
  operation: UploadOperation,
  { app, body, nowMs }: UnjudgedCall,
  orders: OrderStore,
  statistics: Statistics,
): Promise<WireOutcome> {
  const sent = { operation, app: ruleContext(app), body, receivedAtMs: nowMs };
  const outcome = await orders.put(sent);
  countUpload(statistics, { appid: app.appid, receivedAtMs: nowMs }, outcome);
  const violation = outcome.kind === "broken" ? outcome.violation : decisionViolation(outcome);
  return violation === null ? ok() : refused(violation);
}

/** The violation of an upload against the stored state, or null. Stores nothing. */
export async function uploadStateViolation(
  operation: UploadOperation,
  { request, app, nowMs }: AppCall,
  orders: OrderStore,
): Promise<Violation | null> {
  const incoming = readUpload(operation, app.appid, request, nowMs);
  const facts = await orders.findFacts(app.appid, incoming.orderKey);
  return decisionViolation(decideUpload(facts, incoming));
}
