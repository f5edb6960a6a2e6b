import type { ConsoleUser } from "./console.js";
import type { Platform } from "./platform.js";

export const STREAM_PATH = "/console/v1/events";

/** A stream of server-sent events, as a page of the console reads it. */
export class OpenStream {
  readonly response: Response;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #leave: AbortController;
  #unread = "";

  private constructor(response: Response, leave: AbortController) {
    this.response = response;
    this.#leave = leave;
    this.#reader = (response.body as ReadableStream<Uint8Array>).getReader();
  }

  /** Resolves with the answer to the request, which may be an error. */
  static async open(platform: Platform, { cookie }: ConsoleUser): Promise<OpenStream> {
    const leave = new AbortController();
    const { signal } = leave;
    const headers = { cookie, "sec-fetch-site": "same-origin" };
    const response = await fetch(platform.url + STREAM_PATH, { headers, signal });
    return new OpenStream(response, leave);
  }

  /** The types of the next message. */
  async types(): Promise<string[]> {
    const message = await this.#message();
    if (message === null) throw new Error("the stream has ended");
    return (JSON.parse(message) as { types: string[] }).types;
  }

  /** Resolves when the platform has ended the stream; rejects when it sends data instead. */
  async end(): Promise<void> {
    const message = await this.#message();
    if (message !== null) throw new Error(`the stream continues: ${message}`);
  }

  leave(): void {
    this.#leave.abort();
  }

  /** The data of the next message; null at the end of the stream. */
  async #message(): Promise<string | null> {
    for (;;) {
      const end = this.#unread.indexOf("\n\n");
      if (end >= 0) {
        const message = this.#unread.slice(0, end);
        this.#unread = this.#unread.slice(end + 2);
        if (message.startsWith("data: ")) return message.slice("data: ".length);
        continue;
      }
      const { done: isDone, value } = await this.#reader.read();
      if (isDone) return null;
      this.#unread += Buffer.from(value).toString("utf8");
    }
  }
}
