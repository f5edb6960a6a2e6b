import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { Child } from "../machine/child.js";
import { MERCHANTS, type Merchant } from "../workload/merchants.js";
import { buyerCharacters, openidOf } from "../workload/order-bodies.js";
import { buyerOf, LIST_BUYERS } from "../workload/request-template.js";
import { type Admin, callAdmin } from "./admin.js";
import {
  type Contestant,
  ENGINE_TITLES,
  portOf,
  STORING_ENGINES,
  type StartPlace,
  type StoringEngine,
  urlOfLine,
} from "./contestant.js";
import { freshDatabase } from "./database.js";

/** The `dingdan` of this checkout. */
export const CHECKOUT_PROGRAM = fileURLToPath(
  new URL("../../../../packages/cli/bin/dingdan.js", import.meta.url),
);
/** More than any run sends, so that the limits of calls do not affect the measurement. */
const UNLIMITED = { per_minute: 1_000_000_000, per_day: 1_000_000_000 };
const AT_A_TIME = 16;

export const dingdans: readonly Contestant[] = STORING_ENGINES.map((engine) =>
  dingdan({ role: "dingdan", title: "Dingdan", engine, program: CHECKOUT_PROGRAM }),
);

/** `dingdan serve` on one engine, with production defaults. */
export function dingdan({
  role,
  title,
  engine,
  program,
}: {
  readonly role: "dingdan" | "baseline";
  readonly title: string;
  readonly engine: StoringEngine;
  readonly program: string;
}): Contestant {
  return {
    id: `${role}-${engine}`,
    title: `${title}, ${ENGINE_TITLES[engine]}`,
    engine,
    role,
    async start(place) {
      const database = place.database
        ? { url: place.database.url, drop: () => Promise.resolve() }
        : await freshDatabase(engine, place);
      const adminKey = place.database?.adminKey ?? randomBytes(32).toString("base64url");
      const { child, url } = await serve(program, place, database.url, adminKey);
      try {
        const platform = new Platform({ url, adminKey });
        const accessTokens =
          place.database?.accessTokens ?? (await inTurns(MERCHANTS, (it) => platform.register(it)));
        const sessions = await inTurns(MERCHANTS.slice(0, LIST_BUYERS), (merchant, index) =>
          platform.openSession(merchant, openidOf(buyerCharacters(buyerOf(index)))),
        );
        return {
          pid: child.pid,
          url,
          access: { port: portOf(url), adminKey, accessTokens, sessions, hasState: true },
          errors: () => child.errors,
          stop: async () => {
            await child.stop();
            await database.drop();
          },
        };
      } catch (error) {
        await child.stop();
        throw error;
      }
    },
  };
}

/** Starts the program as its users do, and waits until it listens. */
export async function serve(
  program: string,
  { node, environment }: Pick<StartPlace, "node" | "environment">,
  databaseUrl: string,
  adminKey: string,
) {
  const child = new Child({
    command: node,
    args: [program, "serve", "--port", "0", "--database", databaseUrl],
    environment: {
      ...environment,
      DINGDAN_ADMIN_KEY: adminKey,
      // A webhook endpoint needs a seal key, and the one of the benchmark is on this machine.
      DINGDAN_SEAL_KEY: randomBytes(32).toString("base64"),
      DINGDAN_ALLOW_CALLBACK_NETWORKS: "127.0.0.0/8",
    },
  });
  return { child, url: await child.line(urlOfLine) };
}

/** The operator's calls that set up a merchant. */
class Platform {
  readonly #admin: Admin;

  constructor(admin: Admin) {
    this.#admin = admin;
  }

  /** Registers an app whose orders buyers can see; returns its access token. */
  async register({ appid, name, mchid }: Merchant): Promise<string> {
    const app = `/admin/v1/apps/${appid}`;
    const body = { appid, name, kind: "mini_program", mchids: [mchid] };
    const { secret } = await this.#call<{ secret: string }>("POST", "/admin/v1/apps", body);
    await this.#call("POST", `${app}/agreement`);
    await this.#call("PUT", `${app}/permission`, { state: "open" });
    await this.#call("POST", `${app}/audit`, { result: "approved" });
    await this.#call("PATCH", app, { quotas: UNLIMITED });
    const token = await this.#call<{ access_token: string }>("POST", "/cgi-bin/stable_token", {
      grant_type: "client_credential",
      appid,
      secret,
    });
    return token.access_token;
  }

  async openSession({ appid }: Merchant, openid: string): Promise<string> {
    const link = await this.#call<{ token: string }>("POST", "/admin/v1/buyer-sessions", {
      appid,
      openid,
    });
    const path = `/buyer/v1/sessions/${link.token}`;
    return (await this.#call<{ token: string }>("POST", path)).token;
  }

  #call<T>(method: string, path: string, body?: unknown): Promise<T> {
    return callAdmin<T>(this.#admin, method, path, body);
  }
}

/** Runs `work` for all items, some at a time; the results keep the order of the items. */
async function inTurns<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += AT_A_TIME) {
    const part = items.slice(from, from + AT_A_TIME);
    results.push(...(await Promise.all(part.map((item, index) => work(item, from + index)))));
  }
  return results;
}
