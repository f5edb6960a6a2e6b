import { readFileSync } from "node:fs";
import type { AppKind, AppRepresentation } from "@dingdan/contract";
import { createDingdan, type Dingdan, type PlatformOptions } from "../../src/index.js";
import { closeIdleConnections } from "./idle-connections.js";
import { createMigratedDatabase } from "./postgres.js";
import type { PostgresTestDatabase } from "./postgres-database.js";

/** A file of the contract's examples, unchanged. */
export const example = (name: string): string =>
  readFileSync(new URL(`../../../contract/examples/${name}`, import.meta.url), "utf8");

/** The time at which the contract's example was uploaded: a second after its payment. */
export const EXAMPLE_TIME = new Date("2022-05-20T13:29:35.120+08:00");

export const EXAMPLE_APPID = "wxd678efh567hg6787";
export const EXAMPLE_MCHID = "1900000109";

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export type WireReply = Record<string, unknown> & { errcode: number; errmsg: string };

/** A platform under test, with the operator's calls. */
export class Platform {
  readonly dingdan: Dingdan;
  readonly #database: PostgresTestDatabase | null;

  private constructor(dingdan: Dingdan, database: PostgresTestDatabase | null) {
    this.dingdan = dingdan;
    this.#database = database;
  }

  /** By default in memory, or on a PostgreSQL database if DINGDAN_TEST_ENGINE=postgres. */
  static async start(options: PlatformOptions = {}): Promise<Platform> {
    const isOnPostgres = process.env["DINGDAN_TEST_ENGINE"] === "postgres";
    const database = isOnPostgres ? await createMigratedDatabase() : null;
    const clock = options.sandbox === false ? "running" : "frozen";
    // No load balancer waits for `/readyz` to fail.
    const shutdown = { delayMs: 0 };
    const where = database === null ? {} : { databaseUrl: database.url };
    return new Platform(
      await createDingdan({ startsAt: EXAMPLE_TIME, clock, shutdown, ...where, ...options }),
      database,
    );
  }

  /** On a database that is removed when the platform closes. */
  static async startOn(database: PostgresTestDatabase): Promise<Platform> {
    const options = { startsAt: EXAMPLE_TIME, clock: "frozen", databaseUrl: database.url } as const;
    return new Platform(await createDingdan(options), database);
  }

  get url(): string {
    return this.dingdan.url;
  }

  async close(): Promise<void> {
    closeIdleConnections();
    await this.dingdan.close();
    await this.#database?.remove();
  }

  /** A request of any kind. */
  async send<Body = Record<string, unknown>>(
    method: string,
    path: string,
    { body, headers = {} }: { body?: BodyInit; headers?: Record<string, string> } = {},
  ): Promise<Answer<Body>> {
    const init: RequestInit = { method, headers };
    if (body !== undefined) init.body = body;
    const response = await fetch(this.url + path, init);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text.startsWith("{") ? JSON.parse(text) : { text }) as Body,
    };
  }

  /** A call of the operator's interface. */
  admin<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Answer<Body>> {
    const text = typeof body === "string" ? body : body && JSON.stringify(body);
    return this.send(method, `/admin/v1${path}`, {
      ...(text === undefined ? {} : { body: text as string }),
      headers: { authorization: `Bearer ${this.dingdan.adminKey}` },
    });
  }

  /** Registers an app; by default its permission is open. */
  async register(
    given: {
      appid?: string;
      kind?: AppKind;
      mchids?: readonly string[];
      name?: string;
      isOpen?: boolean;
    } = {},
  ): Promise<Merchant> {
    const { isOpen = true, kind = "mini_program", name = "示例商城", ...rest } = given;
    const { body } = await this.admin<AppRepresentation & { secret: string }>("POST", "/apps", {
      kind,
      name,
      mchids: [EXAMPLE_MCHID],
      ...rest,
    });
    if (isOpen) await this.admin("PUT", `/apps/${body.appid}/permission`, { state: "open" });
    return Merchant.signIn(this, body.appid, body.secret);
  }

  /** The app of the contract's examples. */
  registerExample(): Promise<Merchant> {
    return this.register({ appid: EXAMPLE_APPID });
  }

  /** A buyer who has opened a link. */
  async buyer(appid: string, openid: string): Promise<Buyer> {
    const link = await this.admin<{ token: string }>("POST", "/buyer-sessions", { appid, openid });
    const path = `/buyer/v1/sessions/${link.body.token}`;
    const session = await this.send<{ token: string }>("POST", path);
    return new Buyer(this, session.body.token);
  }
}

/** A merchant's program, which calls for its app. */
export class Merchant {
  readonly platform: Platform;
  readonly appid: string;
  readonly secret: string;
  accessToken = "";

  private constructor(platform: Platform, appid: string, secret: string) {
    this.platform = platform;
    this.appid = appid;
    this.secret = secret;
  }

  static async signIn(platform: Platform, appid: string, secret: string): Promise<Merchant> {
    const merchant = new Merchant(platform, appid, secret);
    await merchant.renewToken();
    return merchant;
  }

  async renewToken(): Promise<void> {
    const query = new URLSearchParams({
      grant_type: "client_credential",
      appid: this.appid,
      secret: this.secret,
    });
    const { body } = await this.platform.send<{ access_token: string }>(
      "GET",
      `/cgi-bin/token?${query}`,
    );
    this.accessToken = body.access_token;
  }

  /** A call of the wire with the app's access token. */
  async call(
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<WireReply> {
    const text =
      typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
    const answer = await this.platform.send<WireReply>(
      "POST",
      `${path}?access_token=${this.accessToken}`,
      { headers, ...(text === undefined ? {} : { body: text as BodyInit }) },
    );
    return answer.body;
  }

  upload(body: unknown): Promise<WireReply> {
    return this.call("/user-order/orders", body);
  }

  verify(body: unknown): Promise<WireReply> {
    return this.call("/user-order/shoppinginfo/verify", body);
  }

  confirm(): Promise<WireReply> {
    return this.call("/user-order/orders-permission/confirm");
  }

  dryRun(operation: string, body: unknown): Promise<WireReply> {
    return this.call(`/dingdan/v1/validate/${operation}`, body);
  }

  async getOrder(orderId: string): Promise<WireReply> {
    const query = `access_token=${this.accessToken}&orderId=${encodeURIComponent(orderId)}`;
    const path = `/wxa/charge/service-provider/order/get?${query}`;
    return (await this.platform.send<WireReply>("GET", path)).body;
  }
}

/** A buyer with a session. */
export class Buyer {
  readonly #platform: Platform;
  readonly #token: string;

  constructor(platform: Platform, token: string) {
    this.#platform = platform;
    this.#token = token;
  }

  get<Body = Record<string, unknown>>(path: string): Promise<Answer<Body>> {
    return this.#send("GET", path);
  }

  post<Body = Record<string, unknown>>(path: string): Promise<Answer<Body>> {
    return this.#send("POST", path);
  }

  #send<Body>(method: string, path: string): Promise<Answer<Body>> {
    const headers = { authorization: `Bearer ${this.#token}` };
    return this.#platform.send(method, `/buyer/v1${path}`, { headers });
  }

  async orders(): Promise<Record<string, unknown>[]> {
    return (await this.get<{ items: Record<string, unknown>[] }>("/orders")).body.items;
  }
}
