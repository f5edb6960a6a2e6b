import type { IncomingMessage, ServerResponse } from "node:http";

/** A larger body is rejected. An order of 50 items with the longest allowed values has 0.4 MiB. */
export const BODY_BYTES_MAX = 2 * 1024 * 1024;

/** One call of the wire, from its request line to its answer. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The id with which the caller can look up the call. */
  readonly rid: string;
  readonly clientIp: string;
  /** In terms of `performance.now()`. */
  readonly startedAtMs: number;
  /** The raw body, whatever its Content-Type says; undefined when there is none or it was not read. */
  readonly body: Buffer | undefined;
}

/** The path of a request, without its query, which may hold a token. */
export const pathOf = ({ url = "" }: { readonly url?: string | undefined }): string =>
  url.split("?", 1)[0] as string;

export type ReadBody =
  | { readonly kind: "read"; readonly body: Buffer | undefined }
  /** More than {@link BODY_BYTES_MAX}: the rest is not read. */
  | { readonly kind: "too_large" }
  /** The client closed the connection before the end of the body, so it expects no answer. */
  | { readonly kind: "aborted" };

/** Reads a body to its end. */
export function readBody(request: IncomingMessage): Promise<ReadBody> {
  if (Number(request.headers["content-length"] ?? 0) > BODY_BYTES_MAX) return TOO_LARGE;
  if (request.destroyed) return ABORTED;
  return new Promise((resolve) => {
    let first: Buffer | undefined;
    let others: Buffer[] | undefined;
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > BODY_BYTES_MAX) {
        request.removeAllListeners("data");
        resolve(TOO_LARGE);
      } else if (first === undefined) first = chunk;
      else (others ??= []).push(chunk);
    });
    request.on("end", () => {
      const body =
        first === undefined || others === undefined ? first : Buffer.concat([first, ...others]);
      resolve({ kind: "read", body });
    });
    request.on("close", () => resolve(ABORTED));
  });
}

const TOO_LARGE = Promise.resolve<ReadBody>({ kind: "too_large" });
const ABORTED = Promise.resolve<ReadBody>({ kind: "aborted" });
