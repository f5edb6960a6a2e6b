import { Agent } from "node:http";
import { EXAMPLE_APPID, EXAMPLE_UPLOAD } from "@dingdan/contract";
import { type Call, call, jsonOf, type Outcome, wordOf } from "./call.js";
import { ADMIN_KEY } from "./server.js";

const OPENID = EXAMPLE_UPLOAD.payer.openid;

let opened = 0;

/** A merchant's program and a buyer, who use one platform. */
export class Shop {
  /** The order numbers of the uploads that were answered 0. */
  readonly acknowledged: string[] = [];
  readonly url: string;
  readonly appid: string;
  readonly secret: string;
  readonly #example: typeof EXAMPLE_UPLOAD;
  readonly #token: string;
  readonly #buyer: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });

  private constructor(
    url: string,
    {
      appid,
      secret,
      token,
      buyer,
    }: {
      readonly appid: string;
      readonly secret: string;
      readonly token: string;
      readonly buyer: string;
    },
  ) {
    // The links of an upload lead to the app that the call is for.
    const example = JSON.stringify(EXAMPLE_UPLOAD).replaceAll(EXAMPLE_APPID, appid);
    this.#example = JSON.parse(example) as typeof EXAMPLE_UPLOAD;
    this.url = url;
    this.appid = appid;
    this.secret = secret;
    this.#token = token;
    this.#buyer = buyer;
  }

  /** Registers an app that may upload, gets its token, and signs a buyer in. */
  static async open(url: string, at = url): Promise<Shop> {
    const appid = `wxtorture${++opened}`;
    const app = {
      appid,
      name: "示例",
      kind: "mini_program",
      mchids: ["1900000109"],
    };
    const { secret } = await admin(url, "/apps", { body: app });
    await admin(url, `/apps/${appid}/permission`, {
      method: "PUT",
      body: { state: "open" },
    });
    const query = `grant_type=client_credential&appid=${appid}&secret=${String(secret)}`;
    const { access_token } = jsonOf(await call(`${url}/cgi-bin/token?${query}`));
    const link = await admin(url, "/buyer-sessions", {
      body: { appid, openid: OPENID },
    });
    const spent = await call(`${url}/buyer/v1/sessions/${String(link["token"])}`, {
      method: "POST",
    });
    return new Shop(at, {
      appid,
      secret: String(secret),
      token: String(access_token),
      buyer: String(jsonOf(spent)["token"]),
    });
  }

  /** Uploads an order; keeps its number if the answer is 0. */
  async upload(outTradeNo: string, options: Call = {}): Promise<Outcome> {
    const outcome = await this.#post("/user-order/orders", {
      ...options,
      body: { ...this.#example, order_key: keyOf(outTradeNo) },
    });
    if (wordOf(outcome) === "0") this.acknowledged.push(outTradeNo);
    return outcome;
  }

  verify(outTradeNo: string, options: Call = {}): Promise<Outcome> {
    const body = { order_key: keyOf(outTradeNo), payer: EXAMPLE_UPLOAD.payer };
    return this.#post("/user-order/shoppinginfo/verify", { ...options, body });
  }

  /** The buyer's list of orders. */
  list(options: Call = {}): Promise<Outcome> {
    const headers = { authorization: `Bearer ${this.#buyer}` };
    return call(`${this.url}/buyer/v1/orders`, { agent: this.#agent, ...options, headers });
  }

  /** The acknowledged uploads that are not stored. */
  async lost(): Promise<readonly string[]> {
    const lost: string[] = [];
    const open = [...this.acknowledged];
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let number = open.pop(); number !== undefined; number = open.pop()) {
          const outcome = await this.verify(number);
          const result = jsonOf(outcome)["verify_result"];
          if (typeof result === "string" && /^(NOT_PAID|SUCCESS)/.test(result)) continue;
          lost.push(`${wordOf(outcome)} ${String(result)}`);
        }
      }),
    );
    return lost;
  }

  close(): void {
    this.#agent.destroy();
  }

  #post(path: string, options: Call): Promise<Outcome> {
    return call(`${this.url}${path}?access_token=${this.#token}`, {
      agent: this.#agent,
      ...options,
    });
  }
}

/** A call of the operator's interface. @throws Error when it is rejected */
export async function admin(
  url: string,
  path: string,
  options: Call = {},
): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${ADMIN_KEY}`, ...options.headers };
  const outcome = await call(`${url}/admin/v1${path}`, { ...options, headers });
  if (outcome.kind !== "answered") throw new Error(`${path}: ${outcome.kind}`);
  if (outcome.status >= 400) throw new Error(`${path}: ${outcome.status} ${outcome.text}`);
  return jsonOf(outcome);
}

const keyOf = (outTradeNo: string) => ({
  order_number_type: 1,
  mchid: "1900000109",
  out_trade_no: outTradeNo,
});
