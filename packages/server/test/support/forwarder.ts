import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** A proxy to a server whose connections can be cut, or hang. */
export class Forwarder {
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();
  /** Those of {@link #sockets} that lead to the server. */
  readonly #servers = new Set<Socket>();
  #listener: Server | null = null;
  #isHung = false;
  #port = 0;

  private constructor(target: URL) {
    this.#target = target;
  }

  static async to(url: string): Promise<Forwarder> {
    const forwarder = new Forwarder(new URL(url));
    await forwarder.open();
    return forwarder;
  }

  get url(): string {
    const url = new URL(this.#target);
    url.host = `127.0.0.1:${this.#port}`;
    return url.href;
  }

  async open(): Promise<void> {
    this.#listener = createServer((client) => {
      const server = connect(Number(this.#target.port), this.#target.hostname);
      this.#servers.add(server);
      for (const socket of [client, server]) {
        this.#sockets.add(socket);
        socket.on("error", () => {});
      }
      // Like a server that hangs, it accepts the connection and forwards nothing.
      if (this.#isHung) return;
      client.pipe(server).pipe(client);
    });
    this.#listener.listen(this.#port, "127.0.0.1");
    await once(this.#listener, "listening");
    this.#port = (this.#listener.address() as AddressInfo).port;
  }

  /** From now on, nothing is forwarded, and no connection is closed. */
  hang(): void {
    this.#isHung = true;
    for (const socket of this.#sockets) socket.unpipe().pause();
  }

  /** Forwards the new connections; those that hung stay hung. */
  resume(): void {
    this.#isHung = false;
  }

  /** Loses what the server replies on the connections that are open now. */
  loseReplies(): void {
    for (const socket of this.#servers) socket.unpipe().resume();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
    this.#servers.clear();
    await new Promise((closed) => this.#listener?.close(closed));
  }
}
