import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands between a sender of webhooks and its receiver, and loses some of the receiver's answers. */
export class CuttingProxy {
  /** The events whose answer was lost after the receiver had taken them, with how often. */
  readonly cut = new Map<string, number>();
  /** Whether the answer to an event is lost. */
  isCut: (id: string) => boolean = () => false;
  readonly #target: string;
  #server: Server;
  #port = 0;

  /** @param target the URL of the receiver */
  constructor(target: string) {
    this.#target = target;
    this.#server = this.#newServer();
  }

  /** Listens, at the same address after each end. */
  async start(): Promise<void> {
    this.#server = this.#newServer();
    await new Promise<void>((resolve) => this.#server.listen(this.#port, "127.0.0.1", resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Ends: connections to it are refused. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/events`;
  }

  #newServer(): Server {
    return createServer((incoming, outgoing) => {
      const { method, headers } = incoming;
      const id = String(headers["webhook-id"]);
      const passed = request(this.#target, { method, headers }, (answer) => {
        if (this.isCut(id)) {
          this.cut.set(id, (this.cut.get(id) ?? 0) + 1);
          answer.resume();
          incoming.socket.destroy();
          return;
        }
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      // The sender was killed, or the receiver ends.
      passed.on("error", () => incoming.socket.destroy());
      incoming.on("error", () => passed.destroy());
      incoming.pipe(passed);
    });
  }
}
