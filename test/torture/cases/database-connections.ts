import { Server } from "../tools/server.js";
import { surviveFault } from "../tools/survive-fault.js";
import type { TortureCase } from "../torture-case.js";

export const databaseConnections: TortureCase = {
  name: "database-connections",
  attack: "Another program ends every connection of PostgreSQL and takes all of them for 7 s.",
  page: "reliability",
  isLight: true,
  isQuickTier: false,
  run: async ({ folder, cleanUp, postgres }) => {
    const own = await postgres();
    const database = await own.createDatabase();
    const server = await Server.start({ databaseUrl: database.url, folder });
    cleanUp.add(() => server.end("SIGKILL"));
    let giveBack = () => Promise.resolve();
    cleanUp.add(() => giveBack());
    return surviveFault(server, {
      during: "while PostgreSQL has no free connection",
      begin: async () => {
        giveBack = await own.takeAllConnections();
      },
      end: () => giveBack(),
      lastsMs: 7_000,
      isOutage: true,
    });
  },
};
