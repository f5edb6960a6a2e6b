import { Server } from "../tools/server.js";
import { surviveFault } from "../tools/survive-fault.js";
import type { TortureCase } from "../torture-case.js";

export const databaseFrozen: TortureCase = {
  name: "database-frozen",
  attack: "Every process of PostgreSQL is stopped (SIGSTOP) for 7 s.",
  page: "reliability",
  isLight: true,
  isQuickTier: false,
  run: async ({ folder, cleanUp, postgres }) => {
    const own = await postgres();
    const database = await own.createDatabase();
    const server = await Server.start({ databaseUrl: database.url, folder });
    cleanUp.add(() => server.end("SIGKILL"));
    cleanUp.add(() => own.thaw());
    return surviveFault(server, {
      during: "while PostgreSQL is frozen",
      begin: () => own.freeze(),
      end: () => own.thaw(),
      lastsMs: 7_000,
      isOutage: true,
    });
  },
};
