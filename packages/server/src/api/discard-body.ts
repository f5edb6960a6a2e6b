import type { IncomingMessage } from "node:http";

const BYTES_MAX = 64 * 1024;
const TIME_MS_MAX = 1_000;

/**
 * Reads and discards some of a body whose call is answered, then calls `end`. A connection that is closed
 * while its client still sends is reset, and the client could lose the answer that it has not read yet.
 */
export function discardBody(request: IncomingMessage, end: () => void): void {
  let bytes = 0;
  const stop = () => {
    clearTimeout(timer);
    request.off("data", onData).off("end", stop).off("close", stop);
    end();
  };
  const onData = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > BYTES_MAX) stop();
  };
  const timer = setTimeout(stop, TIME_MS_MAX);
  request.on("data", onData).on("end", stop).on("close", stop);
  request.resume();
}
