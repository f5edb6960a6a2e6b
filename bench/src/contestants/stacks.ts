import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Child } from "../machine/child.js";
import { buildSqliteDriver } from "../machine/sqlite-driver.js";
import { MERCHANTS } from "../workload/merchants.js";
import { buyerCharacters, openidOf } from "../workload/order-bodies.js";
import { buyerOf } from "../workload/request-template.js";
import {
  type Contestant,
  ENGINE_TITLES,
  portOf,
  STORING_ENGINES,
  type StoringEngine,
  urlOfLine,
} from "./contestant.js";
import { freshDatabase } from "./database.js";
import { syntheticAccess } from "./synthetic-access.js";

const STACKS = [
  { folder: "express-prisma", title: "Express 5 + zod + Prisma 7" },
  { folder: "fastify-drizzle", title: "Fastify 5 + TypeBox + Drizzle" },
] as const;

/** The common stacks of bench/stacks, each on both engines. */
export const stacks: readonly Contestant[] = STACKS.flatMap(({ folder, title }) =>
  STORING_ENGINES.map((engine) => stack(folder, title, engine)),
);

function stack(name: string, title: string, engine: StoringEngine): Contestant {
  const needed = async (node: string) => {
    if (engine === "sqlite") await buildSqliteDriver(node);
  };
  return {
    id: `${name}-${engine}`,
    title: `${title}, ${ENGINE_TITLES[engine]}`,
    engine,
    role: "stack",
    prepare: needed,
    async start(place) {
      await needed(place.node);
      const database = await freshDatabase(engine, place);
      const access = syntheticAccess();
      const seedFile = join(place.folder, "seed.json");
      writeFileSync(seedFile, JSON.stringify(seedOf(access)));
      const child = new Child({
        command: place.node,
        args: [fileURLToPath(new URL(`../../stacks/${name}/server.js`, import.meta.url))],
        environment: {
          ...place.environment,
          DATABASE_URL: database.url,
          SEED_FILE: seedFile,
        },
      });
      const url = await child.line(urlOfLine);
      return {
        pid: child.pid,
        url,
        access: { ...access, port: portOf(url), hasState: true },
        errors: () => child.errors,
        stop: async () => {
          await child.stop();
          await database.drop();
        },
      };
    },
  };
}

function seedOf({ adminKey, accessTokens, sessions }: ReturnType<typeof syntheticAccess>) {
  return {
    adminKey,
    apps: MERCHANTS.map((merchant, index) => ({ ...merchant, accessToken: accessTokens[index] })),
    sessions: sessions.map((token, index) => ({
      token,
      appid: MERCHANTS[index]?.appid,
      openid: openidOf(buyerCharacters(buyerOf(index))),
    })),
  };
}
