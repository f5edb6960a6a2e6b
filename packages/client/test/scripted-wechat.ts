import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { EXAMPLE_APPID } from "@dingdan/contract";
import {
  type AppSecretOptions,
  ShoppingOrders,
  type StoredToken,
  type TokenStore,
} from "../src/index.js";

export const UPLOAD_PATH = "/user-order/orders";
export const VERIFY_PATH = "/user-order/shoppinginfo/verify";
export const CONFIRM_PATH = "/user-order/orders-permission/confirm";
export const ORDER_PATH = "/wxa/charge/service-provider/order/get";
export const STABLE_TOKEN_PATH = "/cgi-bin/stable_token";
export const TOKEN_PATH = "/cgi-bin/token";

export const RID = "6aac005a-01bfdbee-79769285";
export const SECRET = "s3cret/+=of-the-app";

/** Answers one request. */
export type Answer = (response: ServerResponse) => void | Promise<void>;

export const json =
  (body: unknown, status = 200): Answer =>
  (response) => {
    response.writeHead(status, { "content-type": "application/json; encoding=utf-8" });
    response.end(JSON.stringify(body));
  };

export const page =
  (status: number, body: string): Answer =>
  (response) => {
    response.writeHead(status, { "content-type": "text/html" });
    response.end(body);
  };

export const refusal = (errcode: number, errmsg: string) =>
  json({ errcode, errmsg: `${errmsg} rid: ${RID}` });

export const token = (accessToken: string, expiresIn = 7200) =>
  json({ access_token: accessToken, expires_in: expiresIn });

export const OK = json({ errcode: 0, errmsg: "ok" });
export const BUSY = refusal(-1, "system error");

/** Receives the request and never answers. */
export const silence: Answer = () => {};

/** Closes the connection without an answer. */
export const hangUp: Answer = (response) => {
  response.destroy();
};

export interface SeenRequest {
  readonly method: string | undefined;
  readonly path: string;
  readonly query: Record<string, string>;
  readonly body: string;
}

/**
 * Starts a server on 127.0.0.1. It answers each path with its scripted answers in turn. After them, it
 * answers as a healthy platform: a new token for each token request, `ok` to everything else.
 */
export async function startScriptedWechat() {
  const requests: SeenRequest[] = [];
  const scripts = new Map<string, Answer[]>();
  let tokenCount = 0;

  const healthyAnswer = (path: string): Answer => {
    if (path !== STABLE_TOKEN_PATH && path !== TOKEN_PATH) return OK;
    tokenCount += 1;
    return token(`TOKEN-${tokenCount}`);
  };

  const listener = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname: path, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    const query = Object.fromEntries(searchParams);
    requests.push({ method: request.method, path, query, body: await text(request) });
    const answer = scripts.get(path)?.shift() ?? healthyAnswer(path);
    await answer(response);
  };
  const server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Sets the answers to the next requests for a path. */
    script: (path: string, ...answers: Answer[]) => void scripts.set(path, answers),
    /** The requests for a path, in order. */
    seen: (path: string) => requests.filter((request) => request.path === path),
    /** The access tokens in the requests for a path, in order. */
    tokensSeen: (path: string) =>
      requests.filter((request) => request.path === path).map(({ query }) => query["access_token"]),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type ScriptedWechat = Awaited<ReturnType<typeof startScriptedWechat>>;

/** A client of the scripted server that does not pause, and the pauses that it requested. */
export function clientOf(wechat: ScriptedWechat, options: Partial<AppSecretOptions> = {}) {
  const pausesMs: number[] = [];
  const client = new ShoppingOrders({
    appid: EXAMPLE_APPID,
    secret: SECRET,
    baseUrl: wechat.url,
    random: () => 0.5,
    sleep: async (delayMs) => void pausesMs.push(delayMs),
    ...options,
  });
  return { client, pausesMs };
}

/** A token store that several clients of a test share, as processes do. */
export function sharedStore() {
  const kept = new Map<string, StoredToken>();
  const store: TokenStore = {
    get: async (key) => kept.get(key) ?? null,
    set: async (key, stored) => void kept.set(key, stored),
  };
  return { store, kept };
}

/** The reason with which a promise rejects. */
export const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => {
      throw new Error("the call did not fail");
    },
    (error: unknown) => error,
  );
