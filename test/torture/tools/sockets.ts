import { connect, type Socket } from "node:net";

/** Many connections of one client that do not behave. */
export class Sockets {
  readonly #sockets: Socket[] = [];
  readonly #port: number;
  readonly #from: string;

  constructor(port: number, from = "127.0.0.1") {
    this.#port = port;
    this.#from = from;
  }

  /** How many the server has neither refused nor closed. */
  get openCount(): number {
    return this.#sockets.filter(({ destroyed, readyState }) => !destroyed && readyState === "open")
      .length;
  }

  /**
   * Opens connections, and sends something on each as soon as it is open. Resolves when each has been
   * opened or refused, and what was to be sent was sent or `withinMs` have passed.
   * @param reads false: the client never reads what the server sends
   */
  async open(
    count: number,
    send: (socket: Socket, index: number) => void,
    { reads, withinMs }: { readonly reads: boolean; readonly withinMs: number },
  ): Promise<void> {
    const opened = Array.from({ length: count }, (_, index) => this.#openOne(index, send, reads));
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, withinMs);
    });
    await Promise.race([Promise.all(opened), timeout]);
    clearTimeout(timer);
  }

  /** Does something with each open connection. */
  each(act: (socket: Socket) => void): void {
    for (const socket of this.#sockets)
      if (!socket.destroyed && socket.readyState === "open") act(socket);
  }

  close(): void {
    for (const socket of this.#sockets.splice(0)) socket.destroy();
  }

  #openOne(
    index: number,
    send: (socket: Socket, index: number) => void,
    reads: boolean,
  ): Promise<void> {
    return new Promise((resolve) => {
      const socket = connect({ port: this.#port, host: "127.0.0.1", localAddress: this.#from });
      this.#sockets.push(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => resolve());
      if (reads) socket.resume();
      else socket.pause();
      socket.once("connect", () => {
        send(socket, index);
        if (socket.writableLength === 0) resolve();
        else socket.once("drain", () => resolve());
      });
    });
  }
}
