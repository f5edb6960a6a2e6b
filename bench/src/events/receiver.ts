import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What a receiver of webhooks has got. */
export interface ReceiverCounts {
  readonly requests: number;
  /** How many ids of events they had. */
  readonly events: number;
}

export interface Receiver {
  readonly url: string;
  counts(): Promise<ReceiverCounts>;
  stop(): Promise<void>;
}

/** Starts a receiver of webhooks on loopback. It answers 204, and reads nothing but the id. */
export async function startReceiver(): Promise<Receiver> {
  const ids = new Set<string>();
  let requests = 0;
  const server = createServer((request, response) => {
    requests++;
    ids.add(String(request.headers["webhook-id"]));
    request.resume().once("end", () => response.writeHead(204).end());
  });
  // A connection that closes while the next request is on its way would look like a failure.
  server.keepAliveTimeout = 300_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    counts: () => Promise.resolve({ requests, events: ids.size }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
