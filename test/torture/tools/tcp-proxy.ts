import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** A TCP proxy to a port of this machine that can delay what it forwards, or forward nothing. */
export class TcpProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** How long each piece of data is kept in each direction. */
  delayMs = 0;
  #isForwarding = true;
  #held: (() => void)[] = [];

  private constructor(target: number) {
    this.#server = createServer((client) => {
      const upstream = connect(target, "127.0.0.1");
      this.#join(client, upstream);
      this.#join(upstream, client);
    });
  }

  static async listen(target: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  /** Keeps connections open, accepts new ones, and forwards nothing: what a lost route looks like. */
  stopForwarding(): void {
    this.#isForwarding = false;
  }

  /** Forwards what was kept, in its order. */
  forwardAgain(): void {
    this.#isForwarding = true;
    for (const forward of this.#held.splice(0)) forward();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }

  #join(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    from.on("error", () => undefined);
    const pass = (act: () => void) => {
      const now = () => (this.#isForwarding ? act() : void this.#held.push(act));
      if (this.delayMs === 0) now();
      else setTimeout(now, this.delayMs);
    };
    from.on("data", (data) => pass(() => to.write(data)));
    from.on("close", () => {
      this.#sockets.delete(from);
      pass(() => to.destroy());
    });
  }
}
