import { type Language, messageOf, type OperationKeyWith, type Violation } from "@dingdan/contract";
import type { RequestLog } from "../request-log/request-log.js";
import { countCall } from "../statistics/count-outcomes.js";
import { dryRunAs } from "./dry-run.js";
import { dryRunReply } from "./dry-run-reply.js";
import { refusalReply } from "./envelope.js";
import type { CallProgress } from "./exchange.js";
import type { Caller } from "./identify.js";
import { newRid } from "./rid.js";
import { carryOutAs, type WireCall, type WireServices } from "./wire-calls.js";

type Reply = Readonly<Record<string, unknown>>;

/** A call that the operator or a merchant makes as an app, without its token. */
export interface CallAsApp {
  readonly key: OperationKeyWith<"access_token">;
  readonly caller: Caller;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: Buffer | undefined;
  readonly isDryRun: boolean;
  /** From here on: as the request log shows the call. */
  readonly method: string;
  readonly url: string;
  readonly userAgent: string;
  readonly contentType: string | null;
}

/** The services that carry out, log and count calls. */
export interface CallParts extends Pick<WireServices, "store" | "statistics"> {
  readonly requestLog: RequestLog;
}

export interface CallTerms {
  /** The platform's time for this one call. */
  readonly nowMs: number;
  readonly language: Language;
  readonly clientIp: string;
}

/** Judges, carries out and logs a call like any other call. */
export async function callAsApp(
  call: CallAsApp,
  parts: CallParts,
  { nowMs, language, clientIp }: CallTerms,
): Promise<{ readonly rid: string; readonly reply: Reply }> {
  const { key, caller, query, body } = call;
  const startedAtMs = performance.now();
  const rid = newRid(nowMs);
  const progress: CallProgress = { stage: "work", isAnswered: false };
  const wireCall = { query, body, nowMs, language, clientIp, exceededQuota: () => null, progress };
  const { reply, violation } = call.isDryRun
    ? await tryOut(key, caller, wireCall, parts, rid)
    : await carriedOut(key, caller, wireCall, parts, rid);
  const errcode = violation?.error.code ?? 0;
  const counted = { appid: caller.app.appid, operation: key, errcode, url: call.url, atMs: nowMs };
  countCall(parts.statistics, counted);
  parts.requestLog.record(violation === null ? "success" : "refusal", () => ({
    rid,
    atMs: nowMs,
    appid: caller.app.appid,
    componentAppid: caller.component,
    operation: key,
    method: call.method,
    url: call.url,
    durationMs: Math.round(performance.now() - startedAtMs),
    clientIp,
    userAgent: call.userAgent,
    contentType: call.contentType,
    hasAuthorizationHeader: false,
    body,
    reply,
    message: violation === null ? "ok" : messageOf(violation, language),
    violation,
  }));
  return { rid, reply };
}

interface Answer {
  readonly reply: Reply;
  readonly violation: Violation | null;
}

/** The reply of a dry-run for a known caller. */
export async function tryOut(
  key: OperationKeyWith<"access_token">,
  caller: Caller,
  call: WireCall,
  { store }: Pick<CallParts, "store">,
  rid: string,
): Promise<Answer> {
  const violations = await dryRunAs(caller, key, call, store);
  const tried = { ...call, operation: key, appid: caller.app.appid };
  return { reply: dryRunReply(tried, violations, rid), violation: violations[0] ?? null };
}

async function carriedOut(
  key: OperationKeyWith<"access_token">,
  caller: Caller,
  call: WireCall,
  parts: CallParts,
  rid: string,
): Promise<Answer> {
  const outcome = await carryOutAs(caller, key, call, parts);
  if (outcome.kind === "answered") return { reply: outcome.reply, violation: null };
  const { violation } = outcome;
  return { reply: refusalReply(violation, call.language, rid), violation };
}
