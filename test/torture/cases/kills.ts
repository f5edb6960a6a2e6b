import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { none } from "../findings.js";
import { Load } from "../tools/load.js";
import { Server } from "../tools/server.js";
import { Shop } from "../tools/shop.js";
import { until } from "../tools/until.js";
import type { TortureCase, TortureContext } from "../torture-case.js";

const KILLS = 3;
const PER_SECOND = 400;
/** How many uploads are acknowledged before each kill, at least. */
const ANSWERED = 50;

const kill = (engine: "sqlite" | "postgres"): TortureCase => ({
  name: `kill-${engine}`,
  attack: `The process is killed (SIGKILL) ${KILLS} times at random moments of uploads at 400 calls/s, on ${engine === "sqlite" ? "SQLite" : "PostgreSQL"}.`,
  page: "reliability",
  isLight: false,
  isQuickTier: engine === "sqlite",
  run: async (context) => {
    const { folder, cleanUp, random, isQuick } = context;
    const server = await Server.start({ databaseUrl: await databaseUrl(engine, context), folder });
    cleanUp.add(() => server.end("SIGKILL"));
    const shop = await Shop.open(server.url);
    cleanUp.add(() => shop.close());
    for (let number = 0; number < (isQuick ? 1 : KILLS); number++) {
      const load = new Load(shop, { name: `KILL-${number}`, perSecond: PER_SECOND });
      const before = shop.acknowledged.length;
      await until("uploads are acknowledged", () => shop.acknowledged.length >= before + ANSWERED);
      await setTimeout(random.integer(0, isQuick ? 300 : 1_000));
      await server.end("SIGKILL");
      await load.stop();
      await server.restart();
    }
    return [
      none("acknowledged uploads lost after kills", await shop.lost(), shop.acknowledged.length),
    ];
  },
});

export const killSqlite = kill("sqlite");
export const killPostgres = kill("postgres");

async function databaseUrl(
  engine: "sqlite" | "postgres",
  { folder, postgres }: TortureContext,
): Promise<string> {
  if (engine === "sqlite") return `sqlite:${join(folder, "dingdan.db")}`;
  return (await (await postgres()).createDatabase()).url;
}
