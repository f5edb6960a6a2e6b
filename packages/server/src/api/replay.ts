import { hasCredential, OPERATIONS, type Text, text } from "@dingdan/contract";
import type { RequestRecord } from "../domain/request-record.js";
import { MASK, WHOLE_BODY } from "../request-log/redact.js";
import { DRY_RUN_PREFIX } from "../statistics/count-outcomes.js";
import { type CallParts, type CallTerms, callAsApp } from "./call-as-app.js";

type Reply = Readonly<Record<string, unknown>>;

export type Replay =
  | { readonly kind: "replayed"; readonly rid: string; readonly reply: Reply }
  /** The request log does not hold enough of the call to send it again. */
  | { readonly kind: "impossible"; readonly reason: Text };

/**
 * Sends a logged call again, unchanged, for the app that it was for; this needs no token. The platform
 * judges, carries out and logs it like any call.
 */
export async function replay(
  record: RequestRecord,
  parts: CallParts,
  terms: CallTerms,
): Promise<Replay> {
  const key = record.operation;
  const reason = obstacle(record);
  if (reason !== null) return { kind: "impossible", reason };
  const app = await parts.store.apps.find(record.appid ?? "");
  if (app === null || key === null || !hasCredential(key, "access_token")) {
    return { kind: "impossible", reason: UNKNOWN_APP };
  }
  const called = await callAsApp(
    {
      key,
      caller: { app, component: record.componentAppid },
      query: Object.fromEntries(new URLSearchParams(record.query)),
      body: record.bodyBytes === 0 ? undefined : Buffer.from(record.body),
      isDryRun: record.path.startsWith(DRY_RUN_PREFIX),
      method: record.method,
      url: record.query === "" ? record.path : `${record.path}?${record.query}`,
      userAgent: `dingdan replay of ${record.rid}`,
      contentType: record.contentType,
    },
    parts,
    terms,
  );
  return { kind: "replayed", ...called };
}

const UNKNOWN_APP = text(
  "its token identified no registered app (it was missing, unknown or expired)",
  "该调用未能识别到已注册的应用：凭据缺失、未知或已失效",
);

/** Why a call cannot be replayed; null when it can. */
function obstacle(record: RequestRecord): Text | null {
  const { operation, bodyState, bodyBytes } = record;
  if (operation === null) {
    return text(
      "its path is not an interface, so the answer would be the same",
      "该调用不是任何接口，结果只会相同",
    );
  }
  if (!hasCredential(operation, "access_token")) {
    return text(
      "it requested a token, and the request log keeps no secrets",
      "该调用用于获取凭据，而日志不保存密钥",
    );
  }
  if (record.appid === null) return UNKNOWN_APP;
  if (bodyState === "cut") {
    return text(
      `its body has ${bodyBytes} bytes, and the request log keeps only the first 16 KiB`,
      `请求体共 ${bodyBytes} 字节，日志只保留前 16 KiB`,
    );
  }
  if (bodyState === "no_text") {
    return text("its body is not UTF-8 text", "请求体不是 UTF-8 文本");
  }
  const masked = maskedParameter(record);
  return masked === null
    ? null
    : text(
        `the request log masked ${masked}, which the interface needs`,
        `日志已对接口所需的 ${masked} 脱敏`,
      );
}

/** A parameter of the interface whose value the log masked; null when no value is masked. */
function maskedParameter({ operation, query, redacted }: RequestRecord): string | null {
  if (operation === null) return null;
  const { parameters, request } = OPERATIONS[operation];
  const isRead = (path: string) => {
    const member = path.split(/[.[]/, 1)[0] ?? "";
    // `pay` is an old name of `payer`, which the interface reads as well.
    return path === WHOLE_BODY || member === "pay" || Object.hasOwn(request.properties, member);
  };
  if (parameters !== "query") return redacted.find(isRead) ?? null;
  // The mask of a phone number contains MASK, too.
  const names = [...new URLSearchParams(query)].filter(([, value]) => value.includes(MASK));
  return names.map(([name]) => name).find(isRead) ?? null;
}
