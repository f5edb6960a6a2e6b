import { Server } from "../tools/server.js";
import { surviveFault } from "../tools/survive-fault.js";
import { TcpProxy } from "../tools/tcp-proxy.js";
import type { TortureCase } from "../torture-case.js";
import { throughProxy } from "./database-slow.js";

export const databaseUnreachable: TortureCase = {
  name: "database-unreachable",
  attack: "The network to PostgreSQL forwards nothing for 7 s; no connection is closed.",
  page: "reliability",
  isLight: true,
  isQuickTier: false,
  run: async ({ folder, cleanUp, postgres }) => {
    const own = await postgres();
    const database = await own.createDatabase();
    const proxy = await TcpProxy.listen(own.port);
    cleanUp.add(() => proxy.close());
    const server = await Server.start({ databaseUrl: throughProxy(database.url, proxy), folder });
    cleanUp.add(() => server.end("SIGKILL"));
    return surviveFault(server, {
      during: "while PostgreSQL is unreachable",
      begin: () => proxy.stopForwarding(),
      end: () => proxy.forwardAgain(),
      lastsMs: 7_000,
      isOutage: true,
    });
  },
};
