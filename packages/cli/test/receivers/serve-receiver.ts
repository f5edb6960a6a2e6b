import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Receiver, Reply } from "./right-receiver.js";

export interface RunningReceiver {
  /** The URL of the notices. */
  readonly url: string;
  /** The address that shows what is booked of an order. */
  readonly effectsUrl: string;
  readonly close: () => Promise<void>;
}

/** Serves a receiver on a loopback port. */
export async function serveReceiver(receiver: Receiver): Promise<RunningReceiver> {
  const server = createServer((request, response) => void respond(receiver, request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}`;
  return {
    url: `${base}/wechatpay/notify`,
    effectsUrl: `${base}/booked/{out_trade_no}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(
  receiver: Receiver,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const [, , outTradeNo] = (request.url ?? "").split("/");
  if (request.method === "GET") {
    const { effects } = receiver.bookingOf(decodeURIComponent(outTradeNo ?? ""));
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify(effects));
    return;
  }
  write(
    response,
    await receiver.receive({ headers: request.headers, body: Buffer.concat(chunks) }),
  );
}

function write(response: ServerResponse, { status, body, location }: Reply): void {
  response.statusCode = status;
  if (location !== undefined) response.setHeader("Location", location);
  if (body !== undefined) response.setHeader("Content-Type", "application/json");
  response.end(body);
}
