import {
  hasCredential,
  type Language,
  messageOf,
  OPERATIONS,
  type OperationKeyWith,
  reportViolation,
  type Text,
  text,
  type Violation,
} from "@dingdan/contract";
import { MASK, WHOLE_BODY } from "../request-log/redact.js";
import type { RequestLog } from "../request-log/request-log.js";
import type { RequestRecord } from "../request-log/request-record.js";
import type { Store } from "../storage/store.js";
import { dryRunReply } from "./answers.js";
import { refusalReply } from "./envelope.js";
import { newRid } from "./rid.js";
import { DRY_RUN_PREFIX } from "./routes.js";
import { type Caller, carryOutAs, dryRunAs, type WireCall } from "./wire-calls.js";

type Reply = Readonly<Record<string, unknown>>;

export type Replay =
  | { readonly kind: "replayed"; readonly rid: string; readonly reply: Reply }
  /** The log does not have enough of the call to send it as it was. */
  | { readonly kind: "impossible"; readonly reason: Text };

/**
 * Sends a logged call once more, as it was, for the app that it was for, which needs no token. It is
 * judged, carried out and logged as any call is.
 * @param nowMs the platform's time for this one call
 */
export async function replay(
  record: RequestRecord,
  { store, requestLog }: { readonly store: Store; readonly requestLog: RequestLog },
  { nowMs, language, clientIp }: ReplayTerms,
): Promise<Replay> {
  const key = record.operation;
  const reason = obstacle(record);
  if (reason !== null) return { kind: "impossible", reason };
  const app = await store.apps.find(record.appid ?? "");
  if (app === null || key === null || !hasCredential(key, "access_token")) {
    return { kind: "impossible", reason: UNKNOWN_APP };
  }
  const startedAtMs = performance.now();
  const body = record.bodyBytes === 0 ? undefined : Buffer.from(record.body);
  const query = Object.fromEntries(new URLSearchParams(record.query));
  const rid = newRid(nowMs);
  const call = { query, body, nowMs, language, clientIp, exceededQuota: () => null };
  const judged = await answer(key, { app, component: record.componentAppid }, call, store, {
    rid,
    isDryRun: record.path.startsWith(DRY_RUN_PREFIX),
  });
  const { violation } = judged;
  requestLog.record(violation === null ? "success" : "refusal", () => ({
    rid,
    atMs: nowMs,
    appid: app.appid,
    componentAppid: record.componentAppid,
    operation: key,
    method: record.method,
    url: record.query === "" ? record.path : `${record.path}?${record.query}`,
    durationMs: Math.round(performance.now() - startedAtMs),
    clientIp,
    userAgent: `dingdan replay of ${record.rid}`,
    contentType: record.contentType,
    hasAuthorizationHeader: false,
    body,
    reply: judged.reply,
    message: violation === null ? "ok" : messageOf(violation, language),
    violation,
  }));
  return { kind: "replayed", rid, reply: judged.reply };
}

export interface ReplayTerms {
  readonly nowMs: number;
  readonly language: Language;
  readonly clientIp: string;
}

async function answer(
  key: OperationKeyWith<"access_token">,
  caller: Caller,
  call: WireCall,
  store: Store,
  { rid, isDryRun }: { readonly rid: string; readonly isDryRun: boolean },
): Promise<{ readonly reply: Reply; readonly violation: Violation | null }> {
  const { language } = call;
  if (isDryRun) {
    const violations = await dryRunAs(caller, key, call, store);
    const reports = violations.map((violation) => reportViolation(violation, language));
    return { reply: dryRunReply(reports, rid), violation: violations[0] ?? null };
  }
  const outcome = await carryOutAs(caller, key, call, store);
  if (outcome.kind === "answered") return { reply: outcome.reply, violation: null };
  const { violation } = outcome;
  return { reply: refusalReply(violation, language, rid), violation };
}

const UNKNOWN_APP = text(
  "it reached no app that is registered here: its token was missing, unknown or out of date",
  "该调用未能识别到已注册的应用：凭据缺失、未知或已失效",
);

/** Why a call cannot be sent as it was; null when it can. */
function obstacle(record: RequestRecord): Text | null {
  const { operation, bodyState, bodyBytes } = record;
  if (operation === null) {
    return text(
      "it named no interface, so the same answer is all there is",
      "该调用不是任何接口，结果只会相同",
    );
  }
  if (!hasCredential(operation, "access_token")) {
    return text(
      "it asked for a token, and the log keeps no secrets to ask with",
      "该调用用于获取凭据，而日志不保存密钥",
    );
  }
  if (record.appid === null) return UNKNOWN_APP;
  if (bodyState === "cut") {
    return text(
      `its body had ${bodyBytes} bytes, of which the log keeps the first 16 KiB`,
      `请求体共 ${bodyBytes} 字节，日志只保留前 16 KiB`,
    );
  }
  if (bodyState === "no_text") {
    return text("its body was no UTF-8 text", "请求体不是 UTF-8 文本");
  }
  const masked = maskedParameter(record);
  return masked === null
    ? null
    : text(
        `the log has masked ${masked}, which the interface reads`,
        `日志已对接口所需的 ${masked} 脱敏`,
      );
}

/** A parameter of the interface whose value is not in the log any more; null when all are there. */
function maskedParameter({ operation, query, redacted }: RequestRecord): string | null {
  if (operation === null) return null;
  const { parameters, request } = OPERATIONS[operation];
  const isRead = (path: string) => {
    const member = path.split(/[.[]/, 1)[0] ?? "";
    // The old name of the payer is read as well.
    return path === WHOLE_BODY || member === "pay" || Object.hasOwn(request.properties, member);
  };
  if (parameters !== "query") return redacted.find(isRead) ?? null;
  // A phone number's mask holds this one, too.
  const names = [...new URLSearchParams(query)].filter(([, value]) => value.includes(MASK));
  return names.map(([name]) => name).find(isRead) ?? null;
}
