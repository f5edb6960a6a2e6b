import { isUtf8 } from "node:buffer";
import {
  type Diagnosis,
  diagnoseRefusal,
  diagnoseUploadTime,
  diagnoseVerifyResult,
  type OperationKey,
} from "@dingdan/contract";
import type { AnsweredCall } from "./answered-call.js";
import { otherFormOf, sentOrderKey } from "./sent-order-key.js";

/**
 * The cause of a call's answer: the first diagnosis, or the name of the error; null for a success
 * without a diagnosis.
 */
export function causesOf(call: AnsweredCall): {
  readonly cause: string | null;
  readonly diagnoses: readonly Diagnosis[];
} {
  const { violation } = call;
  if (violation === null) {
    const diagnoses = strangeSuccess(call);
    return { cause: diagnoses[0]?.id ?? null, diagnoses };
  }
  const [path = "", query = ""] = call.url.split("?");
  const bodyBytes = call.body ?? Buffer.alloc(0);
  const diagnoses = diagnoseRefusal(
    {
      method: call.method,
      path,
      query: Object.fromEntries(new URLSearchParams(query)),
      hasAuthorizationHeader: call.hasAuthorizationHeader,
      contentType: call.contentType,
      bodyBytes,
      bodyText: isUtf8(bodyBytes) ? bodyBytes.toString("utf8") : null,
      operation: call.operation,
      appid: call.appid,
      nowMs: call.atMs,
    },
    violation,
  );
  const times = strangeTime(call).filter(({ id }) => diagnoses.every((known) => known.id !== id));
  return {
    cause: diagnoses[0]?.id ?? violation.error.name,
    diagnoses: [...diagnoses, ...times],
  };
}

function strangeSuccess(call: AnsweredCall): Diagnosis[] {
  if (call.operation !== "shoppingInfoVerifyUploadResult") return strangeTime(call);
  const result = call.reply["verify_result"];
  const key = sentOrderKey(call.body?.toString("utf8") ?? "");
  return key === null ? [] : diagnoseVerifyResult(result, otherFormOf(key));
}

// Most uploads are correct: one search of the text costs less than parsing it a second time.
const UPLOAD_TIME = /"upload_time"\s*:\s*"([^"\\]{1,64})"/;

/** The operations whose bodies can have warnings. */
export const OPERATIONS_WITH_WARNINGS: ReadonlySet<OperationKey | null> = new Set<OperationKey>([
  "uploadShoppingInfo",
  "uploadCombinedShoppingInfo",
  "uploadShippingInfo",
  "uploadCombinedShippingInfo",
  "secUploadShippingInfo",
  "secUploadCombinedShippingInfo",
  "secGetOrderList",
]);

function strangeTime(call: AnsweredCall): Diagnosis[] {
  if (!OPERATIONS_WITH_WARNINGS.has(call.operation)) return [];
  const uploadTime = UPLOAD_TIME.exec(call.body?.toString("utf8") ?? "")?.[1];
  return diagnoseUploadTime(uploadTime, call.atMs);
}
