import { hashToken } from "./seed.js";
import type { App } from "./upload.js";

export interface Session {
  readonly appid: string;
  readonly openid: string;
  readonly expiresAt: string;
}

/** The lookups of callers in a stack's database. */
export interface CallerTables {
  findAppByToken(tokenHash: string): Promise<(App & { readonly expiresAt: string }) | null>;
  findSession(tokenHash: string): Promise<Session | null>;
  findAppName(appid: string): Promise<string | null>;
}

/** A stack notices a revoked token or a changed app after this time at the latest. */
const FRESH_MS = 10_000;

/** Caches lookups for some seconds, as most teams would: it saves a query on every call. */
export class Callers {
  readonly #tables: CallerTables;
  readonly #kept = new Map<string, { readonly value: unknown; readonly untilMs: number }>();

  constructor(tables: CallerTables) {
    this.#tables = tables;
  }

  async appOf(token: unknown): Promise<App | null> {
    if (typeof token !== "string" || token === "") return null;
    const hash = hashToken(token);
    const app = await this.#keep(`token ${hash}`, () => this.#tables.findAppByToken(hash));
    return app !== null && app.expiresAt > new Date().toISOString() ? app : null;
  }

  async sessionOf(authorization: string | undefined): Promise<Session | null> {
    const token = bearerToken(authorization);
    if (token === null) return null;
    const hash = hashToken(token);
    const session = await this.#keep(`session ${hash}`, () => this.#tables.findSession(hash));
    return session !== null && session.expiresAt > new Date().toISOString() ? session : null;
  }

  appName(appid: string): Promise<string | null> {
    return this.#keep(`name ${appid}`, () => this.#tables.findAppName(appid));
  }

  async #keep<T>(key: string, find: () => Promise<T>): Promise<T> {
    const nowMs = Date.now();
    const kept = this.#kept.get(key);
    if (kept !== undefined && nowMs < kept.untilMs) return kept.value as T;
    if (this.#kept.size > 100_000) this.#kept.clear();
    const value = await find();
    this.#kept.set(key, { value, untilMs: nowMs + FRESH_MS });
    return value;
  }
}

export const bearerToken = (authorization: string | undefined) =>
  authorization?.startsWith("Bearer ") ? authorization.slice("Bearer ".length) : null;

export const isAdmin = (authorization: string | undefined, adminKeyHash: string) =>
  hashToken(bearerToken(authorization) ?? "") === adminKeyHash;
