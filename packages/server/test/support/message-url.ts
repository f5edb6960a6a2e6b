import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { decryptPush, elementsOf, signatureOf } from "./push-crypto.js";

/** A message that an app's server received, decrypted: its members in their order. */
export type Message = Readonly<Record<string, string | number>>;

/** How an app's owner set its message push. */
export interface MessageUrlOptions {
  readonly format?: "json" | "xml";
  readonly isEncrypted?: boolean;
}

/** An app's own server that receives messages. It checks and decrypts them as documented. */
export class MessageUrl {
  readonly token = "messagetoken";
  readonly encodingAesKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
  readonly messages: Message[] = [];
  /** What it answers, and with which status. Null: it never answers. */
  answer: { readonly status: number; readonly body: string } | null = {
    status: 200,
    body: "success",
  };
  /** What is wrong with a push that it did not take. */
  fault: unknown = null;
  requestCount = 0;
  lastQuery = new URLSearchParams();
  lastType = "";
  lastBody = "";
  readonly #server: Server;
  readonly #options: Required<MessageUrlOptions>;
  #onRequest: () => void = () => {};

  private constructor(server: Server, options: MessageUrlOptions) {
    this.#server = server;
    this.#options = { format: "json", isEncrypted: false, ...options };
  }

  static async listen(options: MessageUrlOptions = {}): Promise<MessageUrl> {
    const server = createServer();
    const receiver = new MessageUrl(server, options);
    server.on("request", (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        receiver.requestCount++;
        receiver.lastQuery = new URL(request.url ?? "", "http://receiver").searchParams;
        receiver.lastType = request.headers["content-type"] ?? "";
        receiver.lastBody = Buffer.concat(chunks).toString("utf8");
        receiver.#take();
        if (receiver.answer !== null) {
          response.writeHead(receiver.answer.status).end(receiver.answer.body);
        }
        receiver.#onRequest();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return receiver;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/messages?shop=1`;
  }

  /** The member `message_push` of the app. */
  get setting() {
    const { url, token, encodingAesKey } = this;
    const { format, isEncrypted } = this.#options;
    return { url, token, format, ...(isEncrypted ? { encoding_aes_key: encodingAesKey } : {}) };
  }

  nextRequest(): Promise<void> {
    return new Promise((resolve) => {
      this.#onRequest = resolve;
    });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #take(): void {
    try {
      const message = this.#open();
      if (this.answer?.status === 200) this.messages.push(message);
    } catch (error) {
      this.fault = error;
    }
  }

  #open(): Message {
    const query = (name: string) => this.lastQuery.get(name) ?? "";
    const signed = [this.token, query("timestamp"), query("nonce")];
    if (signatureOf(signed) !== query("signature")) throw new Error("the push is not signed");
    if (!this.#options.isEncrypted) return this.#read(this.lastBody);

    const outer = this.#read(this.lastBody);
    const encrypted = String(outer["Encrypt"]);
    if (query("encrypt_type") !== "aes") throw new Error("the push is not encrypted");
    if (signatureOf([...signed, encrypted]) !== query("msg_signature")) {
      throw new Error("the encrypted message is not signed");
    }
    const { message } = decryptPush(encrypted, this.encodingAesKey);
    const inner = this.#read(message);
    if (inner["ToUserName"] !== outer["ToUserName"]) throw new Error("another account's message");
    return inner;
  }

  #read(text: string): Message {
    return this.#options.format === "json" ? (JSON.parse(text) as Message) : elementsOf(text);
  }
}
