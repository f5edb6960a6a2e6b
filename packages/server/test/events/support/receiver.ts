import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
}

/** What the receiver does with a request: an answer, no answer at all, or an end of the connection. */
export type Behaviour = (received: Received) => Answer | "silent" | "cut";

/** A receiver of webhooks, on this machine. */
export class Receiver {
  readonly received: Received[] = [];
  behave: Behaviour = () => ({ status: 204 });
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on("request", (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { headers } = request;
        const body = Buffer.concat(chunks).toString("utf8");
        const received = { id: String(headers["webhook-id"]), headers, body };
        receiver.received.push(received);
        const answer = receiver.behave(received);
        if (answer === "cut") request.socket.destroy();
        else if (answer !== "silent") {
          response.writeHead(answer.status, answer.headers).end("received");
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/events`;
  }

  /** How often each event came. */
  get counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { id } of this.received) counts[id] = (counts[id] ?? 0) + 1;
    return counts;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
