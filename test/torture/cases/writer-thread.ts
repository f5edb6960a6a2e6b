import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type Finding, none } from "../findings.js";
import { Load } from "../tools/load.js";
import { Server } from "../tools/server.js";
import { Shop } from "../tools/shop.js";
import { surviveFault } from "../tools/survive-fault.js";
import { WriterHook } from "../tools/writer-hook.js";
import type { TortureCase } from "../torture-case.js";

const KILLS = 5;

export const writerThread: TortureCase = {
  name: "writer-thread",
  attack: `The writer thread of SQLite is ended ${KILLS} times at load; then it cannot start for 4 s.`,
  page: "reliability",
  isLight: true,
  isQuickTier: false,
  run: async ({ folder, cleanUp, random }) => {
    const hook = new WriterHook(folder);
    const databaseUrl = `sqlite:${join(folder, "dingdan.db")}`;
    const { environment } = hook;
    const server = await Server.start({ databaseUrl, folder, environment });
    cleanUp.add(() => server.end("SIGKILL"));
    const killed = await killAtLoad(server, hook, () => random.integer(100, 500));
    const broken = await surviveFault(server, {
      during: "while the writer thread cannot start",
      begin: () => hook.send(server, "break"),
      end: () => hook.send(server, "heal"),
      lastsMs: 4_000,
      isOutage: true,
      mustSucceed: ["verify", "list"],
    });
    return [...killed, ...broken];
  },
};

async function killAtLoad(
  server: Server,
  hook: WriterHook,
  pauseMs: () => number,
): Promise<readonly Finding[]> {
  const shop = await Shop.open(server.url);
  const load = new Load(shop, { name: "THREAD", perSecond: 100 });
  for (let kills = 0; kills < KILLS; kills++) {
    await setTimeout(pauseMs());
    hook.send(server, "kill");
  }
  await setTimeout(pauseMs());
  const made = await load.stop();
  const unexpected = made.filter(
    ({ what, word }) => word !== "0" && !(what === "upload" && word === "-1"),
  );
  const lost = await shop.lost();
  shop.close();
  return [
    none(
      "calls that fail when the writer thread ends, except uploads that are answered -1",
      unexpected.map(({ what, word }) => `${what} ${word}`),
      made.length,
    ),
    none("acknowledged uploads lost when the writer thread ends", lost, shop.acknowledged.length),
  ];
}
