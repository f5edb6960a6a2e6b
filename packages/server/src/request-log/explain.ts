import {
  type CatalogueRow,
  DIAGNOSES,
  type Diagnosis,
  diagnoseUpload,
  findErrorByCode,
  type Language,
  type LoggedRequestRepresentation,
  OPERATIONS,
  type Operation,
  type OperationKey,
  orderKeyText,
  reportDiagnosis,
  type VerifyResult,
} from "@dingdan/contract";
import { payersOf } from "../domain/payment-facts.js";
import { factsOf } from "../domain/recorded-payment.js";
import type { RequestRecord } from "../domain/request-record.js";
import type { OrderFacts } from "../domain/stored-order.js";
import { unreachable } from "../domain/unreachable.js";
import { faultOf, verifyUpload } from "../domain/verify.js";
import type { AppStore, OrderStore } from "../storage/store.js";
import type { TradeOrderStore } from "../storage/trade-store.js";
import { OPERATIONS_WITH_WARNINGS } from "./causes.js";
import { otherFormOf, sentOrderKey } from "./sent-order-key.js";
import { findTradeNote } from "./trade-note.js";

type Explanation = LoggedRequestRepresentation["explanation"];

/** A call's cause and its explanation. */
export interface ExplainedRequest {
  readonly cause: string | null;
  readonly explanation: Explanation;
}

/**
 * Explains what was wrong with a call, in which field, and the next step. For an accepted upload it
 * explains the current state: what the buyer sees, or why the buyer sees no order.
 */
export async function explain(
  record: RequestRecord,
  stores: {
    readonly apps: AppStore;
    readonly orders: OrderStore;
    readonly tradeOrders: TradeOrderStore;
  },
  language: Language,
): Promise<ExplainedRequest> {
  const outcome =
    record.errcode === 0
      ? ((await findOutcome(record, stores)) ?? (await findTradeNote(record, stores.tradeOrders)))
      : null;
  // Another version of the platform may have written the row, with a cause unknown to this version.
  const found = [...record.diagnoses, ...(outcome === null ? [] : [outcome])];
  const diagnoses = [...found, ...warningsOf(record)]
    .filter(({ id }) => Object.hasOwn(DIAGNOSES, id))
    .map((diagnosis) => reportDiagnosis(diagnosis, language));
  const [first] = diagnoses;
  const error = record.errcode === 0 ? null : findErrorByCode(record.errcode, calledBy(record));
  const summary = summaryOf(record, error?.message[language] ?? record.message);
  return {
    cause: record.cause ?? first?.id ?? null,
    explanation: {
      title: error === null ? "" : titleOf(error, language),
      summary: first === undefined ? summary : `${summary}; ${first.text}`,
      field: first?.path || record.fault,
      hint: first?.hint ?? error?.hint[language] ?? "",
      diagnoses,
    },
  };
}

/** What an error means. Where WeChat words the message, it is English in every language. */
const titleOf = ({ message, when }: CatalogueRow, language: Language): string =>
  language !== "en" && message[language] === message.en ? when[language] : message[language];

/** The operation of a call; null for one that this version does not have. */
const calledBy = ({ operation }: RequestRecord): Operation | null =>
  operation !== null && Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : null;

/** The answered message when it is in the reader's language; otherwise the error in that language. */
function summaryOf({ message, fault }: RequestRecord, error: string): string {
  if (message.startsWith(error)) return message;
  return fault === "" ? error : `${error}: ${fault}`;
}

/**
 * The warnings about an accepted upload. They are found here and not when the call is logged, since most
 * calls are never looked at. A cut body has none, and a masked value proves nothing.
 */
function warningsOf({ errcode, operation, body, bodyState, redacted }: RequestRecord): Diagnosis[] {
  if (errcode !== 0 || bodyState !== "whole" || !OPERATIONS_WITH_WARNINGS.has(operation)) return [];
  const masked = new Set(redacted);
  return diagnoseUpload(operation as OperationKey, parsed(body)).filter(
    ({ path }) => !masked.has(path) && !path.endsWith("openid"),
  );
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** True when the uploaded openid is the payer's in another app of the payment: the provider's. */
function isProvidersOpenid({ upload, payment }: OrderFacts): boolean {
  if (upload === null || payment === null) return false;
  return payersOf(factsOf(payment)).some(
    ({ appid, openid }) => appid !== payment.appid && openid === upload.openid,
  );
}

/** Why the buyer does not see the order of an accepted upload; null when the buyer sees it. */
async function findOutcome(
  { operation, appid, path, body, reply }: RequestRecord,
  { apps, orders }: { readonly apps: AppStore; readonly orders: OrderStore },
): Promise<Diagnosis | null> {
  const isUpload = operation === "uploadShoppingInfo" || operation === "uploadCombinedShoppingInfo";
  const isVerified =
    operation === "shoppingInfoVerifyUploadResult" && reply.includes('"verify_result":"SUCCESS');
  if ((!isUpload && !isVerified) || path.startsWith("/dingdan/")) return null;
  const key = sentOrderKey(body);
  const app = appid === null ? null : await apps.find(appid);
  if (key === null || app === null) return null;
  const facts = await orders.findFacts(app.appid, orderKeyText(key));
  if (facts.upload === null) return null;
  const result = verifyUpload(app, facts, facts.upload.openid);
  const cause = (id: Diagnosis["id"], values: Diagnosis["values"] = {}): Diagnosis => ({
    id,
    path: id === "payer-mismatch" || id === "payer-is-providers" ? "payer.openid" : "order_key",
    values,
  });
  return outcomeCause(result);

  function outcomeCause(verified: VerifyResult): Diagnosis | null {
    switch (verified) {
      case "NOT_UPLOADED":
        return null;
      case "NOT_PAID":
        return cause("unpaid");
      case "PAYER_MISMATCH":
        return cause(isProvidersOpenid(facts) ? "payer-is-providers" : "payer-mismatch");
      case "SUB_ORDERS_MISMATCH":
        return faultOf(facts);
      case "APPID_MISMATCH":
        return cause("payment-of-another-app");
      case "ORDER_NUMBER_TYPE_MISMATCH":
        return cause("other-form-first", { wanted: key === null ? "" : otherFormOf(key) });
      case "SUCCESS":
        if (app === null || app.permission === "approved") return null;
        return app.permission === "closed"
          ? { ...cause("permission-closed-since"), path: "" }
          : { ...cause("not-approved", { permission: app.permission }), path: "" };
      default:
        return unreachable(verified);
    }
  }
}
