import { atMost, none } from "../findings.js";
import { Haproxy } from "../tools/haproxy.js";
import { Load } from "../tools/load.js";
import { Server } from "../tools/server.js";
import { Shop } from "../tools/shop.js";
import { until } from "../tools/until.js";
import type { TortureCase } from "../torture-case.js";

const PER_SECOND = 200;
/** One of each process: ten rounds make twenty. */
const RESTARTS = 2;

export const rollingRestarts: TortureCase = {
  name: "rolling-restarts",
  attack: `${RESTARTS} rolling restarts a round of two processes on PostgreSQL behind HAProxy, which repeats no call, at ${PER_SECOND} calls/s.`,
  page: "reliability",
  isLight: false,
  isQuickTier: false,
  run: async ({ folder, cleanUp, postgres }) => {
    const database = await (await postgres()).createDatabase();
    const servers: Server[] = [];
    for (let number = 0; number < 2; number++) {
      const server = await Server.start({ databaseUrl: database.url, folder });
      cleanUp.add(() => server.end("SIGKILL"));
      servers.push(server);
    }
    const haproxy = await Haproxy.start(folder, servers);
    cleanUp.add(() => haproxy.stop());
    const shop = await Shop.open(servers[0]?.url ?? "", haproxy.url);
    cleanUp.add(() => shop.close());
    const load = new Load(shop, { name: "ROLL", perSecond: PER_SECOND });

    const stopMs: number[] = [];
    for (let number = 0; number < RESTARTS; number++) {
      const server = servers[number % servers.length];
      if (server === undefined) break;
      stopMs.push((await server.end("SIGTERM")).ms);
      await server.restart();
      await until("HAProxy sees the new process", () => haproxy.hasUp(servers.length));
    }
    const made = await load.stop();
    const failed = made.filter(({ word }) => word !== "0");
    return [
      none(
        "calls that fail during rolling restarts",
        failed.map(({ what, word }) => `${what} ${word}`),
        made.length,
      ),
      atMost("slowest call during rolling restarts", Math.max(...made.map(({ ms }) => ms)), {
        limit: 2_000,
        unit: "ms",
      }),
      atMost("a process ends after SIGTERM during rolling restarts", Math.max(...stopMs), {
        limit: 11_000,
        unit: "ms",
      }),
      none(
        "acknowledged uploads lost by rolling restarts",
        await shop.lost(),
        shop.acknowledged.length,
      ),
    ];
  },
};
