import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What a stack is started with: whose calls it takes. Dingdan is told the same by its interfaces. */
export interface Seed {
  readonly adminKey: string;
  readonly apps: readonly {
    readonly appid: string;
    readonly name: string;
    readonly mchid: string;
    readonly accessToken: string;
  }[];
  readonly sessions: readonly {
    readonly token: string;
    readonly appid: string;
    readonly openid: string;
  }[];
}

export const readSeed = (file: string) => JSON.parse(readFileSync(file, "utf8")) as Seed;

/** Secrets are stored as this alone. */
export const hashToken = (token: string) => createHash("sha256").update(token).digest("hex");

/** The tables, beside the sources: what runs is compiled into a folder of its own. */
export function schemaOf(engine: "sqlite" | "postgres"): string {
  const file = new URL(`../../../stacks/common/schema-${engine}.sql`, import.meta.url);
  return readFileSync(fileURLToPath(file), "utf8");
}

/** The rows of a seed, as every stack inserts them when it starts on an empty database. */
export function seedRows({ apps, sessions }: Seed) {
  const expiresAt = new Date(Date.now() + 24 * 3_600_000).toISOString();
  return {
    apps: apps.map(({ appid, name, mchid }) => ({ appid, name, mchids: JSON.stringify([mchid]) })),
    accessTokens: apps.map(({ accessToken, appid }) => ({
      tokenHash: hashToken(accessToken),
      appid,
      expiresAt,
    })),
    buyerSessions: sessions.map(({ token, appid, openid }) => ({
      tokenHash: hashToken(token),
      appid,
      openid,
      expiresAt,
    })),
  };
}
