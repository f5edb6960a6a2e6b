import { get } from "node:http";
import { setTimeout } from "node:timers/promises";
import { EXAMPLE_APPID, EXAMPLE_UPLOAD } from "@dingdan/contract";
import { ADMIN_KEY } from "./installation.js";

type Reply = Record<string, unknown>;

export async function send(url: string, method: string, body?: unknown): Promise<Reply> {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${ADMIN_KEY}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await response.json()) as Reply;
}

/** @throws Error when the admin API rejects the call */
export async function admin(
  url: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<Reply> {
  const reply = await send(`${url}/admin/v1${path}`, method, body);
  if (reply["title"] !== undefined) throw new Error(JSON.stringify(reply));
  return reply;
}

/** Registers an app that can upload; returns its secret. */
export async function register(url: string, appid = EXAMPLE_APPID): Promise<string> {
  const app = { appid, name: "示例", kind: "mini_program", mchids: ["1900000109"] };
  const { secret } = await admin(url, "POST", "/apps", app);
  await admin(url, "PUT", `/apps/${appid}/permission`, { state: "open" });
  return String(secret);
}

export async function ordinaryToken(
  url: string,
  secret: string,
  appid = EXAMPLE_APPID,
): Promise<string> {
  const query = `grant_type=client_credential&appid=${appid}&secret=${secret}`;
  return String((await send(`${url}/cgi-bin/token?${query}`, "GET"))["access_token"]);
}

export const keyOf = (outTradeNo: string) => ({
  order_number_type: 1,
  mchid: "1900000109",
  out_trade_no: outTradeNo,
});

export const upload = (url: string, token: string, outTradeNo: string): Promise<Reply> =>
  send(`${url}/user-order/orders?access_token=${token}`, "POST", {
    ...EXAMPLE_UPLOAD,
    order_key: keyOf(outTradeNo),
  });

export const verify = (url: string, token: string, outTradeNo: string): Promise<Reply> =>
  send(`${url}/user-order/shoppinginfo/verify?access_token=${token}`, "POST", {
    order_key: keyOf(outTradeNo),
    payer: EXAMPLE_UPLOAD.payer,
  });

/**
 * Sends one request on a new connection.
 * @returns the outcome; `silence` when there was no response within the timeout
 */
export function askOnce(url: string, timeoutMs: number): Promise<"answer" | "reset" | "silence"> {
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(timeoutMs);
    get(`${url}/healthz`, { agent: false, signal }, (response) => {
      response.resume().on("close", () => resolve(response.complete ? "answer" : "reset"));
    }).on("error", () => resolve(signal.aborted ? "silence" : "reset"));
  });
}

/** How long a client waits before a retry. */
const RETRY_MS = 20;

/** A merchant's program: uploads one order after another, and retries each until it returns 0. */
export class Uploader {
  readonly answered: string[] = [];
  /** The longest time between two of its successes. */
  longestGapMs = 0;
  readonly #urls: readonly string[];
  readonly #token: string;
  readonly #name: string;

  /** @param urls the first one is the preferred one; retries use the others in turn */
  constructor(urls: readonly string[], token: string, name: string) {
    this.#urls = urls;
    this.#token = token;
    this.#name = name;
  }

  async run(isDone: () => boolean): Promise<void> {
    let lastMs = performance.now();
    for (let count = 0; !isDone(); count++) {
      const outTradeNo = `${this.#name}-${count}`;
      for (let attempt = 0; !(await this.#isAccepted(outTradeNo, attempt)); attempt++) {
        await setTimeout(RETRY_MS);
      }
      this.answered.push(outTradeNo);
      this.longestGapMs = Math.max(this.longestGapMs, performance.now() - lastMs);
      lastMs = performance.now();
    }
  }

  async #isAccepted(outTradeNo: string, attempt: number): Promise<boolean> {
    const url = this.#urls[attempt % this.#urls.length] as string;
    const reply = await upload(url, this.#token, outTradeNo).catch(() => null);
    // A retry does not help against an error of the merchant.
    if (reply !== null && reply["errcode"] !== 0 && reply["errcode"] !== -1) {
      throw new Error(JSON.stringify(reply));
    }
    return reply?.["errcode"] === 0;
  }
}
