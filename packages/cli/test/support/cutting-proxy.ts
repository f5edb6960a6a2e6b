import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as turn } from "node:timers/promises";

/** After this many turns of the event loop without an open connection, no data waits in the kernel either. */
const QUIET_TURNS = 10;

/** Stands between a sender of webhooks and its receiver, and loses some of the receiver's answers. */
export class CuttingProxy {
  /** The events whose answer was lost after the receiver had taken them, with how often. */
  readonly cut = new Map<string, number>();
  /** Whether the answer to an event is lost. */
  isCut: (id: string) => boolean = () => false;
  readonly #target: string;
  #server: Server;
  #port = 0;
  #open = 0;

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

  /** Resolves when everything that a killed sender had sent has come to the receiver, or is lost. */
  async settled(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; ) {
      await turn();
      quiet = this.#open === 0 ? quiet + 1 : 0;
    }
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/events`;
  }

  #newServer(): Server {
    const server = createServer((incoming, outgoing) => {
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
      this.#count(passed);
    });
    return server.on("connection", (socket) => this.#count(socket));
  }

  #count(connection: { once(event: "close", listener: () => void): unknown }): void {
    this.#open++;
    connection.once("close", () => this.#open--);
  }
}
