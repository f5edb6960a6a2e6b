import type { ErrorName } from "@dingdan/contract";
import { Component } from "./component.js";
import { type Merchant, Platform, type WireReply } from "./platform.js";
import { type Loose, paymentFor } from "./requests.js";

/** For each error of a document, a function that produces it over HTTP. */
export type ErrorCases = Partial<Record<ErrorName, (w: World) => Promise<WireReply>>>;

/** A platform with one app of each kind, on which the cases produce errors. */
export class World {
  readonly platform: Platform;
  readonly merchant: Merchant;
  readonly officialAccount: Merchant;
  /** An app whose permission is not open. */
  readonly closed: Merchant;
  /** A third-party platform that the merchant has authorised. */
  readonly component: Component;

  private constructor(
    platform: Platform,
    merchants: readonly [Merchant, Merchant, Merchant],
    component: Component,
  ) {
    this.platform = platform;
    this.component = component;
    [this.merchant, this.officialAccount, this.closed] = merchants;
  }

  static async start(): Promise<World> {
    const platform = await Platform.start();
    const merchants = [
      await platform.registerExample(),
      await platform.register({ kind: "official_account" }),
      await platform.register({ isOpen: false }),
    ] as const;
    const component = await Component.register(platform);
    await component.authorize(merchants[0].appid);
    return new World(platform, merchants, component);
  }

  close(): Promise<void> {
    return this.platform.close();
  }

  async get(path: string): Promise<WireReply> {
    return (await this.platform.send<WireReply>("GET", path)).body;
  }

  async post(path: string, body?: string): Promise<WireReply> {
    const given = body === undefined ? {} : { body };
    return (await this.platform.send<WireReply>("POST", path, given)).body;
  }

  /** Moves the clock ahead, and renews the tokens of this world's apps. */
  async advance(seconds: number): Promise<void> {
    await this.platform.admin("POST", "/clock", { advance_seconds: seconds });
    for (const app of [this.merchant, this.officialAccount, this.closed]) await app.renewToken();
    await this.component.renewTicket();
    await this.component.renewToken();
  }

  /** Records the payment of an upload. */
  async pay(request: Loose, changes: Loose = {}): Promise<void> {
    await this.platform.admin("POST", "/payments", paymentFor(request, changes));
  }

  /** The path of a request for the merchant's token, with these changes. */
  tokenQuery(changes: Record<string, string>): string {
    const query = new URLSearchParams({
      grant_type: "client_credential",
      appid: this.merchant.appid,
      secret: this.merchant.secret,
      ...changes,
    });
    return `/cgi-bin/token?${query}`;
  }

  /** A link to the merchant's mini program, with these changes. */
  miniProgram(changes: Loose = {}): Loose {
    return { type: "MINI_PROGRAM", appid: this.merchant.appid, path: "/pages/order", ...changes };
  }
}
