import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sealResource, sign } from "@dingdan/wechatpay";
import { Formatter, Rsa } from "wechatpay-axios-plugin";
import { fieldsOfAuthorization } from "../../../wechatpay/test/authorization-fields.js";
import { makeCertificate } from "../../../wechatpay/test/certificate.js";
import type { TestKey } from "../../../wechatpay/test/keys.js";
import type { Loose } from "./requests.js";

/** A merchant as the fake knows it. */
export interface FakeMerchant {
  readonly mchid: string;
  readonly serialNo: string;
  readonly publicPem: string;
}

/** What the fake does with a query instead of answering it. */
export type Behaviour =
  | "answer"
  | "fail"
  | "hang"
  | "limit"
  | "leave_unsigned"
  | "sign_wrongly"
  | "redirect";

/**
 * WeChat Pay's interfaces on a loopback port. It is a fake: it knows the objects that a test gives it, by
 * path, and answers 404 ORDER_NOT_EXIST for every other one. It verifies the Authorization header with an
 * SDK that was written without this package, and signs its replies with a generated key.
 */
export class FakeWeChatPay {
  /** The objects by their path with its query. */
  readonly objects = new Map<string, Loose>();
  /** The errors by their path with its query. */
  readonly errors = new Map<string, { readonly status: number; readonly code: string }>();
  /** The paths of the queries that were signed rightly, in their order. */
  readonly asked: string[] = [];
  /** The queries whose signature was refused. */
  refused = 0;
  behaviour: Behaviour = "answer";
  /** How many queries have this behaviour; then the fake answers. */
  behaviourCount = Number.POSITIVE_INFINITY;
  /** The key that signs. */
  key: TestKey;
  /** The time of day by which it signs and judges signatures. */
  nowMs: () => number = Date.now;
  /** Called for a query before it is answered. */
  onAsked: () => Promise<void> = () => Promise.resolve();
  /** The header fields of the last query. */
  lastHeaders: IncomingMessage["headers"] = {};
  readonly #server: Server;
  readonly #merchants: readonly FakeMerchant[];

  private constructor(server: Server, key: TestKey, merchants: readonly FakeMerchant[]) {
    this.#server = server;
    this.key = key;
    this.#merchants = merchants;
  }

  static async listen(key: TestKey, merchants: readonly FakeMerchant[]): Promise<FakeWeChatPay> {
    const server = createServer();
    const fake = new FakeWeChatPay(server, key, merchants);
    server.on("request", (request, response) => void fake.#handle(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Offers certificates for download, encrypted with the APIv3 key. */
  offerCertificates(
    certificates: readonly { readonly key: TestKey; readonly expiresAtMs: number }[],
    apiV3Key: string,
  ): void {
    const data = certificates.map(({ key, expiresAtMs }) => {
      const pem = makeCertificate({ ...key, expiresAtMs });
      const expireTime = new Date(expiresAtMs).toISOString();
      const encrypt_certificate = sealResource(pem, apiV3Key, { associatedData: "certificate" });
      return { serial_no: key.serial, expire_time: expireTime, encrypt_certificate };
    });
    this.objects.set("/v3/certificates", { data });
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "";
    this.lastHeaders = request.headers;
    if (!this.#isSigned(request, path)) {
      this.refused++;
      response.writeHead(401).end(JSON.stringify({ code: "SIGN_ERROR", message: "签名错误" }));
      return;
    }
    this.asked.push(path);
    await this.onAsked();
    this.#answer(this.#nextBehaviour(), path, response);
  }

  #nextBehaviour(): Behaviour {
    if (this.behaviour === "answer") return "answer";
    if (this.behaviourCount-- > 0) return this.behaviour;
    this.behaviour = "answer";
    return "answer";
  }

  #answer(behaviour: Behaviour, path: string, response: ServerResponse): void {
    switch (behaviour) {
      case "fail":
        response.writeHead(503).end("busy");
        return;
      case "hang":
        return;
      case "limit":
        response
          .writeHead(429)
          .end(JSON.stringify({ code: "FREQUENCY_LIMITED", message: "频率超限" }));
        return;
      case "redirect":
        response.writeHead(302, { location: "http://127.0.0.1:9/" }).end();
        return;
      default: {
        const { status, body } = this.#replyTo(path);
        const headers = behaviour === "leave_unsigned" ? {} : this.#signatureOf(body);
        // Same headers, another body.
        const sent = behaviour === "sign_wrongly" ? `${body} ` : body;
        response.writeHead(status, { "content-type": "application/json", ...headers }).end(sent);
      }
    }
  }

  #replyTo(path: string): { readonly status: number; readonly body: string } {
    const error = this.errors.get(path);
    const object = this.objects.get(path);
    if (error === undefined && object !== undefined) {
      return { status: 200, body: JSON.stringify(object) };
    }
    const { status, code } = error ?? { status: 404, code: "ORDER_NOT_EXIST" };
    return { status, body: JSON.stringify({ code, message: "订单不存在" }) };
  }

  #signatureOf(body: string): Record<string, string> {
    const timestamp = String(Math.floor(this.nowMs() / 1000));
    const nonce = randomBytes(16).toString("hex");
    return {
      "Wechatpay-Timestamp": timestamp,
      "Wechatpay-Nonce": nonce,
      "Wechatpay-Serial": this.key.serial,
      "Wechatpay-Signature": sign([timestamp, nonce, body], this.key.privateKey),
      "Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048",
    };
  }

  #isSigned({ headers, method = "" }: IncomingMessage, path: string): boolean {
    const fields = fieldsOfAuthorization(headers.authorization ?? "");
    const { timestamp = "", nonce_str: nonce = "", signature = "" } = fields;
    const merchant = this.#merchants.find(({ mchid }) => mchid === fields["mchid"]);
    if (merchant?.serialNo !== fields["serial_no"] || headers["user-agent"] === undefined)
      return false;
    if (Math.abs(this.nowMs() / 1000 - Number(timestamp)) > 300) return false;
    const message = Formatter.request(method, path, timestamp, nonce);
    return Rsa.verify(message, signature, merchant?.publicPem ?? "");
  }
}
