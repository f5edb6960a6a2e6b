import { isIP } from "node:net";
import type { FastifyRequest } from "fastify";
import { isProxied } from "../http/proxied.js";
import { matchesHash } from "../secrets/secret.js";
import type { AppStore } from "../storage/store.js";

/** An app with which a new user of a sandbox can start immediately. */
export interface DemoApp {
  readonly appid: string;
  readonly mchid: string;
  readonly secret: string;
}

/** The app of a sandbox's first page. */
export class IntroducedApp {
  readonly #apps: Pick<AppStore, "find">;
  #app: DemoApp | null = null;

  constructor(apps: Pick<AppStore, "find">) {
    this.#apps = apps;
  }

  /** Null until one is introduced. */
  get app(): DemoApp | null {
    return this.#app;
  }

  /** False, and without effect, when the secret is not the app's. */
  async introduce(app: DemoApp): Promise<boolean> {
    const stored = await this.#apps.find(app.appid);
    const isOwn = stored !== null && matchesHash(app.secret, stored.secretHash);
    if (isOwn) this.#app = app;
    return isOwn;
  }
}

/**
 * True when a request comes directly from a client on this machine, to a local host name. If another
 * site's name resolves to this machine, the Host header contains that name.
 */
export function isFromThisMachine({ ip, hostname, headers }: FastifyRequest): boolean {
  if (isProxied(headers)) return false;
  const isLocalPeer = ip === "::1" || ip.replace(/^::ffff:/, "").startsWith("127.");
  const name = hostname.replace(/^\[|\]$/g, "");
  const isLocalName =
    name === "localhost" || name === "::1" || (isIP(name) === 4 && name.startsWith("127."));
  return isLocalPeer && isLocalName;
}
