import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The callers that a stack accepts, loaded at the start. Dingdan gets the same through its admin API. */
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

/** Stacks store only this hash of a secret. */
export const hashToken = (token: string) => createHash("sha256").update(token).digest("hex");

/** The SQL of the tables, which stays next to the sources; the compiled code is in another folder. */
export function schemaOf(engine: "sqlite" | "postgres"): string {
  const file = new URL(`../../../stacks/common/schema-${engine}.sql`, import.meta.url);
  return readFileSync(fileURLToPath(file), "utf8");
}

/** The rows of a seed, which every stack inserts when it starts on an empty database. */
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
