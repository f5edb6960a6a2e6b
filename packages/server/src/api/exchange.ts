import type { IncomingMessage, ServerResponse } from "node:http";

/** What a call waits for. When its deadline passes, this is the counted cause. */
export type CallStage = "turn" | "work";

/** How far a call has come. */
export interface CallProgress {
  stage: CallStage;
  /** True once an answer was chosen. Work that ends later must not answer again. */
  isAnswered: boolean;
}

/** One call of the wire, from its request line to its answer. */
export class Exchange implements CallProgress {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The id with which the caller can look up the call. */
  readonly rid: string;
  readonly clientIp: string;
  /** In terms of `performance.now()`. */
  readonly startedAtMs: number;
  /** The raw body, whatever its Content-Type says; undefined when there is none or it was not read. */
  body: Buffer | undefined = undefined;
  /** True while a part of the body has not been read: its connection cannot serve another call. */
  hasUnreadBody = false;
  stage: CallStage = "work";
  isAnswered = false;

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    call: { readonly rid: string; readonly clientIp: string; readonly startedAtMs: number },
  ) {
    this.request = request;
    this.response = response;
    this.rid = call.rid;
    this.clientIp = call.clientIp;
    this.startedAtMs = call.startedAtMs;
  }
}

/** The path of a request, without its query, which may hold a token. */
export const pathOf = ({ url = "" }: { readonly url?: string | undefined }): string =>
  url.split("?", 1)[0] as string;
