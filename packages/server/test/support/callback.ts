import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { decryptPush, elementsOf, signatureOf } from "./push-crypto.js";

/** A push that a platform's callback received, decrypted. */
export type Push = Readonly<Record<string, string>>;

/**
 * A third-party platform's callback on a separate port. It checks and decrypts pushes as documented,
 * with its own implementation, independent of the server's.
 */
export class Callback {
  readonly token = "callbacktoken";
  readonly encodingAesKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
  readonly pushes: Push[] = [];
  /** How to answer the next pushes: `take` answers `success`, `hang` never answers. */
  behaviour: "take" | "fail" | "redirect" | "hang" = "take";
  readonly #server: Server;
  readonly #waiting: (() => void)[] = [];
  /** The number of requests received, whatever the answer. */
  requestCount = 0;
  lastQuery = new URLSearchParams();
  lastBody = "";

  private constructor(server: Server) {
    this.#server = server;
  }

  static async listen(): Promise<Callback> {
    const server = createServer();
    const callback = new Callback(server);
    server.on("request", (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        callback.requestCount++;
        callback.lastQuery = new URL(request.url ?? "", "http://callback").searchParams;
        callback.lastBody = Buffer.concat(chunks).toString("utf8");
        switch (callback.behaviour) {
          case "take":
            callback.pushes.push(callback.#open());
            response.end("success");
            break;
          case "fail":
            response.writeHead(503).end("busy");
            break;
          case "redirect":
            response.writeHead(302, { location: "http://127.0.0.1:9/elsewhere" }).end();
            break;
          case "hang":
            break;
        }
        for (const wake of callback.#waiting.splice(0)) wake();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return callback;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/wechat?site=1`;
  }

  get settings() {
    const { url: callback_url, token, encodingAesKey: encoding_aes_key } = this;
    return { callback_url, token, encoding_aes_key };
  }

  /** Returns the first push of a kind; waits for it if it has not arrived yet. */
  async take(infoType: string): Promise<Push> {
    for (;;) {
      const index = this.pushes.findIndex((push) => push["InfoType"] === infoType);
      if (index !== -1) return this.pushes.splice(index, 1)[0] as Push;
      await this.nextRequest();
    }
  }

  nextRequest(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #open(): Push {
    const query = (name: string) => this.lastQuery.get(name) ?? "";
    const encrypted = /<Encrypt><!\[CDATA\[(.+?)\]\]><\/Encrypt>/.exec(this.lastBody)?.[1] ?? "";
    const signed = [this.token, query("timestamp"), query("nonce"), encrypted];
    if (signatureOf(signed) !== query("msg_signature")) throw new Error("the push is not signed");
    const { message, appid } = decryptPush(encrypted, this.encodingAesKey);
    const push = elementsOf(message);
    if (push["AppId"] !== appid) throw new Error("the push is for another platform");
    return push;
  }
}
