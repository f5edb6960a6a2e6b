import {
  type CombinedShoppingInfo,
  OPERATIONS,
  parseCombinedShoppingInfo,
  parseShoppingInfo,
  type RuleContext,
  type ShoppingInfo,
  type Unchecked,
} from "@dingdan/contract";
import { type BrokenRequest, judgeRequest } from "./judge-request.js";
import type { IncomingUpload } from "./stored-order.js";
import { incomingUpload, type UploadOutcome } from "./upload.js";

/** The parser of a valid body, by interface. */
const PARSERS = {
  uploadShoppingInfo: parseShoppingInfo,
  uploadCombinedShoppingInfo: parseCombinedShoppingInfo,
} satisfies Readonly<Record<string, (body: Unchecked) => ShoppingInfo | CombinedShoppingInfo>>;

/** The interfaces that upload shopping details. */
export type UploadOperation = keyof typeof PARSERS;

/** An upload as received, for an app that may call. Plain data, so that another thread can judge it. */
export interface SentUpload {
  readonly operation: UploadOperation;
  /** The properties of the app that the rules need. */
  readonly app: RuleContext & { readonly appid: string };
  /** The bytes as received; undefined for no body. */
  readonly body: Buffer | undefined;
  readonly receivedAtMs: number;
}

export type SentUploadOutcome = UploadOutcome | BrokenRequest;

/** Judges an upload by all rules that need no stored state, and reads it. */
export function judgeSentUpload({
  operation,
  app,
  body,
  receivedAtMs,
}: SentUpload): { readonly kind: "kept"; readonly incoming: IncomingUpload } | BrokenRequest {
  const judged = judgeRequest(OPERATIONS[operation], { query: {}, body }, app);
  if (judged.kind === "broken") return judged;
  return {
    kind: "kept",
    incoming: readUpload(operation, app.appid, judged.request, receivedAtMs),
  };
}

/** Reads a valid upload. */
export const readUpload = (
  operation: UploadOperation,
  appid: string,
  request: Unchecked,
  receivedAtMs: number,
): IncomingUpload => incomingUpload(appid, PARSERS[operation](request), receivedAtMs);
