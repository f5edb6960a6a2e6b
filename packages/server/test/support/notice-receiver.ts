import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request that a receiver of notices got. */
export interface ReceivedNotice {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a receiver answers. */
export interface NoticeReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A merchant's receiver of WeChat Pay's notices, on a free port. It answers as a test sets. */
export class NoticeReceiver {
  readonly received: ReceivedNotice[] = [];
  /** Decides on the answer to a notice. */
  reply: (notice: ReceivedNotice) => NoticeReply | Promise<NoticeReply> = () => ({ status: 204 });
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async listen(): Promise<NoticeReceiver> {
    const server = createServer();
    const receiver = new NoticeReceiver(server);
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      void receiver.#answer(request, response);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/notify`;
  }

  /** The request that arrived last. */
  get last(): ReceivedNotice {
    const last = this.received.at(-1);
    if (last === undefined) throw new Error("no notice has arrived");
    return last;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = request.headers as Record<string, string>;
    const notice = { headers, body: Buffer.concat(chunks).toString("utf8") };
    this.received.push(notice);
    const reply = await this.reply(notice);
    response.writeHead(reply.status, reply.headers).end(reply.body);
  }
}
