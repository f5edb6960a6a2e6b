import type { IncomingMessage, ServerResponse } from "node:http";
import { SMALL_BODY_BYTES_MAX } from "./body-budget.js";
import { declaredBytes } from "./request-body.js";
import type { Turns } from "./turns.js";

const DISCARD_TIME_MS_MAX = 1_000;
/** A client that has sent all of its body reads its answer; this is more than any body that is accepted. */
const DISCARDED_BYTES_MAX = 4 * 1024 * 1024;

/** A chunk that may have more behind it. */
const CHUNK_BYTES_MIN = 16 * 1024;

/** True while a large body has not been read to its end: its connection cannot serve another request. */
export function hasLargeRest(request: IncomingMessage): boolean {
  if (request.complete) return false;
  const bytes = declaredBytes(request);
  return bytes === null || bytes > SMALL_BODY_BYTES_MAX;
}

/**
 * Ends an answer that comes before the end of a large body only after some of the body was read and
 * discarded. A connection that is closed while its client still sends is reset, and the client could lose
 * the answer that it has not read yet.
 */
export function lingerAfterAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  turns: Pick<Turns, "later">,
): void {
  if (!hasLargeRest(request)) return;
  const end = response.end.bind(response);
  response.end = ((
    ...answer: [chunk?: string | Buffer | null, encoding?: BufferEncoding | null]
  ) => {
    if (!hasLargeRest(request)) return end(...(answer as [string, BufferEncoding]));
    const [chunk, encoding] = answer;
    if (chunk !== undefined && chunk !== null) response.write(chunk, encoding ?? "utf8");
    discard(request, turns, () => {
      end();
      // Whatever the answer says: node:http would read the rest, however long it is.
      if (!request.complete) request.socket.destroySoon();
    });
    return response;
  }) as ServerResponse["end"];
}

function discard(request: IncomingMessage, turns: Pick<Turns, "later">, end: () => void): void {
  let bytes = 0;
  const stop = () => {
    clearTimeout(timer);
    request.off("data", onData).off("end", stop).off("close", stop);
    end();
  };
  const onData = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > DISCARDED_BYTES_MAX) stop();
    else if (chunk.length >= CHUNK_BYTES_MIN) {
      // While one connection has more to read, node:http would read up to 2 MiB of it before the next one.
      request.pause();
      turns.later(() => request.resume());
    }
  };
  const timer = setTimeout(stop, DISCARD_TIME_MS_MAX);
  request.on("data", onData).on("end", stop).on("close", stop);
  request.resume();
}
