import { Server } from "../tools/server.js";
import { surviveFault } from "../tools/survive-fault.js";
import { TcpProxy } from "../tools/tcp-proxy.js";
import type { TortureCase } from "../torture-case.js";

export const databaseSlow: TortureCase = {
  name: "database-slow",
  attack: "The network to PostgreSQL delays everything by 100 ms in each direction for 5 s.",
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
    const delay = (delayMs: number) => () => {
      proxy.delayMs = delayMs;
    };
    return surviveFault(server, {
      during: "while PostgreSQL is slow",
      begin: delay(100),
      end: delay(0),
      lastsMs: 5_000,
      isOutage: false,
      mustSucceed: ["upload", "verify", "list"],
    });
  },
};

/** The URL of a database with the proxy's port. */
export function throughProxy(databaseUrl: string, { port }: TcpProxy): string {
  const url = new URL(databaseUrl);
  url.port = String(port);
  return url.href;
}
