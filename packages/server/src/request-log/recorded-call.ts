import { isUtf8 } from "node:buffer";
import { type Diagnosis, OPERATIONS, type Operation, orderKeyText } from "@dingdan/contract";
import type { BodyState, RequestRecord } from "../domain/request-record.js";
import type { AnsweredCall } from "./answered-call.js";
import { causesOf } from "./causes.js";
import { redactCutText, redactedPaths, redactText } from "./redact.js";
import { sentOrderKey, sentOrderName } from "./sent-order-key.js";

/** A longer body is cut to this size: an ordinary upload has 1 to 4 KiB. */
export const BODY_BYTES_KEPT = 16 * 1024;
const REPLY_CHARACTERS_KEPT = 16 * 1024;
const LINE_CHARACTERS_KEPT = 1024;

/** The record that the request log keeps of a call. */
export function recordOf(call: AnsweredCall): RequestRecord {
  const [path = "", ...query] = call.url.split("?");
  const { violation } = call;
  const body = keptBody(call.body);
  const { cause, diagnoses } = causesOf(call);
  return {
    rid: call.rid,
    atMs: call.atMs,
    appid: call.appid,
    componentAppid: call.componentAppid,
    operation: call.operation,
    method: call.method,
    path: keptLine(path),
    query: keptLine(query.join("?")),
    errcode: violation?.error.code ?? 0,
    fault: redactText(violation?.path ?? ""),
    message: redactText(call.message),
    cause,
    diagnoses: diagnoses.map(redactDiagnosis),
    durationMs: call.durationMs,
    clientIp: call.clientIp,
    userAgent: call.userAgent && keptLine(call.userAgent),
    contentType: call.contentType && keptLine(call.contentType),
    body: body.text,
    bodyBytes: call.body?.length ?? 0,
    bodyState: body.state,
    redacted: body.redacted,
    reply: keptText(JSON.stringify(call.reply), REPLY_CHARACTERS_KEPT),
    orderKey: orderKeyOf(call),
    openidHash: null,
    sealedOpenids: null,
  };
}

/** The order key of a call, read from the part of its body that is kept; null when there is none. */
function orderKeyOf({ operation, url, body }: AnsweredCall): string | null {
  if (operation === null || body === undefined) return null;
  const { request, path, aliasPaths = [], group }: Operation = OPERATIONS[operation];
  // A dry-run has another path, and does not count as an attempt.
  const isCall = [path, ...aliasPaths].includes(url.split("?", 1)[0] ?? "");
  if (!isCall) return null;
  const text = body.subarray(0, BODY_BYTES_KEPT).toString("utf8");
  const isUpload = "order_key" in request.properties;
  const isQuery = group === "shipping-management" && !isUpload;
  const key = isUpload ? sentOrderKey(text) : isQuery ? sentOrderName(text) : null;
  return key && orderKeyText(key);
}

function redactDiagnosis({ id, path, values }: Diagnosis): Diagnosis {
  const redacted = Object.entries(values).map(([name, value]) => [name, redactShown(value)]);
  return { id, path, values: Object.fromEntries(redacted) as Diagnosis["values"] };
}

/** The lengths at which diagnoses cut a long value: its end may be the beginning of a secret. */
const SHOWN_LENGTHS: ReadonlySet<number> = new Set([40, 64, 80]);

const redactShown = (value: string) =>
  SHOWN_LENGTHS.has(value.length) ? redactCutText(value) : redactText(value);

const keptLine = (value: string) => keptText(value, LINE_CHARACTERS_KEPT);

const keptText = (value: string, charactersMax: number) =>
  value.length > charactersMax ? redactCutText(value.slice(0, charactersMax)) : redactText(value);

function keptBody(raw: Buffer | undefined): {
  readonly text: string;
  readonly state: BodyState;
  readonly redacted: readonly string[];
} {
  if (raw === undefined) return { text: "", state: "whole", redacted: [] };
  // Databases store no NUL in a text.
  const isText = isUtf8(raw) && !raw.includes(0);
  const isCut = raw.length > BODY_BYTES_KEPT;
  const kept = raw.subarray(0, BODY_BYTES_KEPT).toString("utf8").replaceAll("\0", "\ufffd");
  // The cut may have split a character.
  const text = isCut ? kept.replace(/\ufffd+$/, "") : kept;
  const redacted = isCut ? redactCutText(text) : redactText(text);
  return {
    text: redacted,
    state: isText ? (isCut ? "cut" : "whole") : "no_text",
    redacted: redactedPaths(text, redacted),
  };
}
