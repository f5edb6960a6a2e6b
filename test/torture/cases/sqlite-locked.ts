import { join } from "node:path";
import { Server } from "../tools/server.js";
import { lockSqlite } from "../tools/sqlite-lock.js";
import { surviveFault } from "../tools/survive-fault.js";
import type { TortureCase } from "../torture-case.js";

export const sqliteLocked: TortureCase = {
  name: "sqlite-locked",
  attack: "Another program locks the SQLite file (BEGIN EXCLUSIVE) for 7 s.",
  page: "reliability",
  isLight: true,
  isQuickTier: true,
  run: async ({ folder, cleanUp, isQuick }) => {
    const file = join(folder, "dingdan.db");
    const server = await Server.start({ databaseUrl: `sqlite:${file}`, folder });
    cleanUp.add(() => server.end("SIGKILL"));
    let unlock = () => Promise.resolve();
    cleanUp.add(() => unlock());
    return surviveFault(server, {
      during: "while SQLite is locked",
      begin: async () => {
        unlock = await lockSqlite(file);
      },
      end: () => unlock(),
      lastsMs: isQuick ? 3_000 : 7_000,
      isOutage: true,
      mustSucceed: ["verify", "list"],
    });
  },
};
