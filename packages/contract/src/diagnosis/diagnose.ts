import type { ErrorName } from "../error-catalogue.js";
import { OPERATIONS, type OperationKey } from "../operations/index.js";
import type { Operation } from "../operations/operation.js";
import type { VerifyResult } from "../operations/verify-upload-result.js";
import type { RuleContext } from "../rules/context.js";
import { allViolations } from "../rules/judge.js";
import { isMissing, isObject } from "../rules/limits.js";
import type { Violation } from "../rules/violation.js";
import {
  bodyFormCauses,
  detailsBodyCauses,
  emptyBodyCauses,
  foreignBodyCauses,
} from "./body-causes.js";
import type { DiagnosedCall, RefusedCall } from "./diagnosed-call.js";
import { type Diagnosis, found } from "./diagnosis.js";
import type { DiagnosisId } from "./diagnosis-catalogue.js";
import { enumerationCauses } from "./enumeration-causes.js";
import {
  byteLimitCauses,
  itemNumberCauses,
  jsonTypeCauses,
  misnamedFieldCauses,
} from "./field-causes.js";
import { linkedAppCauses, swappedLinkCauses, urlCauses } from "./link-causes.js";
import {
  flattenedOrderKeyCauses,
  merchantNumberCauses,
  otherFormCauses,
} from "./order-key-causes.js";
import { parsedJson } from "./parsed-json.js";
import { statedCauses } from "./stated-causes.js";
import { timeFormCauses, timeStampCauses } from "./time-causes.js";
import { refusedMemberCauses, shoppingLogisticsCauses, TRADE_FINDERS } from "./trade-causes.js";
import {
  methodCauses,
  missingTokenCauses,
  pathCauses,
  unknownTokenCauses,
} from "./transport-causes.js";

type Finder = (call: RefusedCall) => Iterable<Diagnosis>;

/** The finders of each error's causes, likeliest first. Other errors use DEFAULT_FINDERS. */
const FINDERS: Readonly<Partial<Record<ErrorName, readonly Finder[]>>> = {
  INVALID_URL: [pathCauses],
  REQUIRE_GET: [methodCauses],
  REQUIRE_POST: [methodCauses],
  SERVICE_PROVIDER_METHOD_NOT_AVAILABLE: [methodCauses],
  ACCESS_TOKEN_MISSING: [missingTokenCauses],
  INVALID_CREDENTIAL: [statedCauses, unknownTokenCauses],
  SHOPPING_ORDER_PERMISSION_CLOSED: [() => [found("permission-closed")]],
  REVIEW_PERMISSION_NOT_OPENED: [() => [found("permission-closed")]],
  INVALID_GRANT_TYPE: [misnamedFieldCauses, grantTypeCauses],
  EMPTY_BODY: [emptyBodyCauses],
  // Shipping information management also has it for single members.
  DATA_FORMAT_ERROR: [
    bodyFormCauses,
    detailsBodyCauses,
    shoppingLogisticsCauses,
    misnamedFieldCauses,
    refusedMemberCauses,
    jsonTypeCauses,
    enumerationCauses,
    timeFormCauses,
  ],
  ORDER_NUMBER_TYPE_INVALID: [flattenedOrderKeyCauses, misnamedFieldCauses, enumerationCauses],
  TRANSACTION_ID_MISSING: [otherFormCauses, misnamedFieldCauses],
  MCHID_MISSING: [otherFormCauses, misnamedFieldCauses],
  OUT_TRADE_NO_MISSING: [otherFormCauses, misnamedFieldCauses],
  MCHID_INVALID: [merchantNumberCauses],
  ORDER_LIST_EMPTY: [foreignBodyCauses, misnamedFieldCauses],
  LINK_TYPE_INVALID: [misnamedFieldCauses, enumerationCauses],
  LINK_APPID_MISSING: [swappedLinkCauses, misnamedFieldCauses],
  LINK_PATH_MISSING: [swappedLinkCauses, misnamedFieldCauses],
  LINK_URL_MISSING: [swappedLinkCauses, misnamedFieldCauses],
  LINK_APPID_NOT_CALLERS: [linkedAppCauses],
  OPENID_MISSING: [openidCauses, misnamedFieldCauses],
  OPENID_UNDECODABLE: [jsonTypeCauses],
  LOGISTICS_TYPE_INVALID: [enumerationCauses],
  UPLOAD_TIME_INVALID: [timeFormCauses],
  DELIVERY_MODE_INVALID: [detailsBodyCauses, misnamedFieldCauses, enumerationCauses],
  SHOPPING_DETAILS_NOT_UPLOADED: [statedCauses],
  MINUTE_QUOTA_REACHED: [statedCauses],
  PARAMETER_ERROR: [
    statedCauses,
    itemNumberCauses,
    timeFormCauses,
    jsonTypeCauses,
    urlCauses,
    byteLimitCauses,
  ],
  ...TRADE_FINDERS,
};

const DEFAULT_FINDERS: readonly Finder[] = [misnamedFieldCauses];

/**
 * The known causes of a rejected call, likeliest first; empty if the error explains itself. Pure:
 * causes that depend on stored data are already in the violation.
 */
export function diagnoseRefusal(call: DiagnosedCall, violation: Violation): Diagnosis[] {
  const [diagnosed] = diagnoseViolations(call, [violation]);
  return [...(diagnosed?.diagnoses ?? [])];
}

/** The known causes of each of a call's violations; for a dry-run, whose body is parsed only once. */
export function diagnoseViolations(
  call: DiagnosedCall,
  violations: readonly Violation[],
): DiagnosedViolation[] {
  const parsedCall = { ...call, ...parametersOf(call) };
  return violations.map((violation) => {
    const finders = FINDERS[violation.error.name as ErrorName] ?? DEFAULT_FINDERS;
    const refused: RefusedCall = { ...parsedCall, violation };
    return { violation, diagnoses: finders.flatMap((finder) => Array.from(finder(refused))) };
  });
}

function parametersOf({ operation, query, bodyText }: DiagnosedCall) {
  const json = parsedJson(bodyText);
  const sent = isObject(json) ? json : {};
  const isQuery = operation !== null && OPERATIONS[operation].parameters === "query";
  // The body of a dry-run may hold the parameters that the call has in its query.
  return { json, body: isQuery ? { ...sent, ...query } : sent };
}

/** One broken rule of a request and its causes. */
export interface DiagnosedViolation {
  readonly violation: Violation;
  readonly diagnoses: readonly Diagnosis[];
}

/**
 * Every broken rule of a body with its causes. Needs no server, so it can check a file.
 * @param context the known facts of the app; rules that need an absent member are skipped
 */
export function diagnoseRequest(
  key: OperationKey,
  bodyText: string,
  { context = {}, nowMs }: { readonly context?: RuleContext; readonly nowMs: number },
): DiagnosedViolation[] {
  const operation: Operation = OPERATIONS[key];
  const call = diagnosedCall(key, bodyText, { appid: context.appid ?? null, nowMs });
  return diagnoseViolations(call, allViolations(operation, parsedJson(bodyText), context));
}

/** A call of an operation as its client sends it, to diagnose it before or without the server. */
export function diagnosedCall(
  key: OperationKey,
  bodyText: string | null,
  { appid, nowMs }: { readonly appid: string | null; readonly nowMs: number },
): DiagnosedCall {
  const operation: Operation = OPERATIONS[key];
  return {
    method: operation.method,
    path: operation.path,
    query: {},
    hasAuthorizationHeader: false,
    contentType: null,
    bodyBytes: new Uint8Array(),
    bodyText,
    operation: key,
    appid,
    nowMs,
  };
}

/** Warnings about the `upload_time` of an accepted upload. */
export function diagnoseUploadTime(uploadTime: unknown, nowMs: number): Diagnosis[] {
  return [...timeStampCauses(uploadTime, nowMs)];
}

const VERIFY_CAUSES: Readonly<Record<VerifyResult, DiagnosisId | null>> = {
  SUCCESS: null,
  NOT_UPLOADED: "not-uploaded",
  ORDER_NUMBER_TYPE_MISMATCH: "other-form-first",
  NOT_PAID: "unpaid",
  PAYER_MISMATCH: "asked-payer-mismatch",
  APPID_MISMATCH: "payment-of-another-app",
  SUB_ORDERS_MISMATCH: "sub-orders-mismatch",
};

/** Why an upload is not an order, by its `verify_result`. */
export function diagnoseVerifyResult(verifyResult: unknown, wanted: string): Diagnosis[] {
  const code = String(verifyResult).split(":", 1)[0] ?? "";
  if (!Object.hasOwn(VERIFY_CAUSES, code)) return [];
  const id = VERIFY_CAUSES[code as VerifyResult];
  return id === null ? [] : [found(id, "order_key", { wanted })];
}

function* grantTypeCauses({ body }: RefusedCall): Generator<Diagnosis> {
  const value = body["grant_type"];
  if (typeof value === "string" && value !== "") {
    yield found("grant-type", "grant_type", { found: value.slice(0, 40) });
  }
}

function* openidCauses({ body }: RefusedCall): Generator<Diagnosis> {
  if (isMissing(body["payer"]) && typeof body["openid"] === "string") {
    yield found("openid-at-top-level", "openid");
  }
}
