import { connect } from "node:net";

/** What came back on one connection. */
export interface RawAnswer {
  readonly text: string;
  /** The status codes of the answers, in their order, interim ones excluded. */
  readonly statuses: readonly number[];
  /** True if the server closed the connection. */
  readonly isClosed: boolean;
}

export interface ExchangeOptions {
  /** After this number of answers the exchange has ended; null: when the server closes the connection. */
  readonly expected: number | null;
  readonly withinMs: number;
  /** How much longer an answered connection may take to be closed, on a busy machine. @default 0 */
  readonly closesWithinMs?: number;
}

/**
 * Sends bytes on a new connection and collects what comes back, until the server closes it, or the
 * expected number of answers has come, or the time has run out.
 */
export function rawExchange(
  port: number,
  bytes: string,
  { expected, withinMs, closesWithinMs = 0 }: ExchangeOptions,
): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    let text = "";
    let isClosed = false;
    const finish = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ text, statuses: statusesOf(text), isClosed });
    };
    let timer = setTimeout(() => {
      if (text === "" || closesWithinMs === 0) finish();
      else timer = setTimeout(finish, closesWithinMs);
    }, withinMs);
    let settle: NodeJS.Timeout | undefined;
    socket.on("connect", () => socket.write(Buffer.from(bytes, "latin1")));
    socket.on("data", (data) => {
      text += data.toString("latin1");
      // An answer too many would come together with the others or soon after them.
      clearTimeout(settle);
      if (expected !== null && statusesOf(text).length >= expected)
        settle = setTimeout(finish, SETTLE_MS);
    });
    socket.on("error", () => undefined);
    socket.on("end", () => {
      isClosed = true;
    });
    socket.on("close", () => {
      isClosed = true;
      finish();
    });
  });
}

const SETTLE_MS = 200;

const statusesOf = (text: string) =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)]
    .map(([, status]) => Number(status))
    .filter((status) => status >= 200);
