import { type AppClient, ShoppingOrders, ThirdPartyPlatform } from "@dingdan/client";
import { OPERATIONS } from "@dingdan/contract";
import { AdminClient } from "../admin-client.js";
import { RefusalError, UsageError } from "../errors.js";
import type { AdminSettings } from "../settings/admin.js";
import { wireAnswer } from "../shopping-orders.js";
import type { Terminal } from "../terminal/terminal.js";
import { TEXTS } from "../texts.js";
import type { Shop } from "./shops.js";

/** The sandbox to fill, its clock, and the clients of its merchants. */
export class World {
  readonly admin: AdminClient;
  readonly url: string;
  readonly #terminal: Terminal;
  readonly #clients = new Map<string, AppClient>();
  readonly #secrets = new Map<string, string>();
  #clock = { atMs: 0, readAtMs: 0 };

  private constructor(settings: AdminSettings, terminal: Terminal) {
    this.admin = new AdminClient(settings, terminal);
    this.url = settings.url;
    this.#terminal = terminal;
  }

  /**
   * Connects to the sandbox and reads its clock.
   * @throws UsageError when the clock cannot be moved, because the platform is not a sandbox
   */
  static async enter(settings: AdminSettings, terminal: Terminal): Promise<World> {
    const world = new World(settings, terminal);
    try {
      await world.advanceTo(0);
    } catch (error) {
      const isRefused = error instanceof RefusalError && error.refusal.interface === "admin";
      if (!isRefused || error.refusal.status !== 403) throw error;
      throw new UsageError(TEXTS.seed.noSandbox(settings.url));
    }
    return world;
  }

  /** The current time of the sandbox. */
  readonly nowMs = (): number => this.#clock.atMs + Date.now() - this.#clock.readAtMs;

  /** Moves the sandbox's clock ahead to this time; a clock that is already past it is not moved. */
  async advanceTo(timeMs: number): Promise<void> {
    const seconds = Math.max(0, Math.floor((timeMs - this.nowMs()) / 1000));
    const body = { advance_seconds: this.#clock.atMs === 0 ? 0 : seconds };
    const { now } = await this.admin.call("advanceClock", { body });
    this.#clock = { atMs: Date.parse(now), readAtMs: Date.now() };
  }

  /** Creates the client of a merchant from the secret of its app. */
  signIn({ appid }: Pick<Shop, "appid">, secret: string): void {
    const { nowMs: now, url: baseUrl } = this;
    const { language } = this.#terminal;
    this.#secrets.set(appid, secret);
    this.#clients.set(appid, new ShoppingOrders({ appid, secret, baseUrl, language, now }));
  }

  /** From now on, the merchant's calls go through the third-party platform. */
  callThrough(platform: ThirdPartyPlatform, { appid }: Shop): void {
    this.#clients.set(appid, platform.forMerchant(appid));
  }

  thirdPartyPlatform(componentAppid: string, componentSecret: string): ThirdPartyPlatform {
    const { nowMs: now, url: baseUrl } = this;
    return new ThirdPartyPlatform({
      componentAppid,
      componentSecret,
      baseUrl,
      now,
      verifyTicket: async () => {
        const ticket = await this.admin.call("createComponentTicket", { id: componentAppid });
        return ticket.component_verify_ticket;
      },
    });
  }

  secretOf({ appid }: Pick<Shop, "appid">): string {
    return this.#secrets.get(appid) ?? "";
  }

  /** Calls the wire for a merchant. */
  call<Reply>({ appid }: Shop, method: (client: AppClient) => Promise<Reply>): Promise<Reply> {
    const client = this.#clients.get(appid);
    if (client === undefined) throw new Error(`no merchant signed in for ${appid}`);
    return wireAnswer(this.url, () => method(client));
  }

  /** Fetches a new access token of an app, for calls that the SDK does not make. */
  async ordinaryToken({ appid }: Pick<Shop, "appid">): Promise<string> {
    const credentials = {
      grant_type: "client_credential",
      appid,
      secret: this.secretOf({ appid }),
    };
    const { path } = OPERATIONS.getAccessToken;
    const reply = await this.send("GET", `${path}?${new URLSearchParams(credentials).toString()}`);
    return String(reply["access_token"]);
  }

  /** Makes a call without the SDK; returns any reply, including errors. */
  async send(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetch(this.url + path, {
      method,
      ...(body === undefined ? {} : { body: text }),
      signal: AbortSignal.timeout(10_000),
    });
    return (await response.json()) as Record<string, unknown>;
  }
}
