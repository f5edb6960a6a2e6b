import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { atMost, type Finding, holds, none } from "../findings.js";
import { Load } from "../tools/load.js";
import { Server } from "../tools/server.js";
import { Shop } from "../tools/shop.js";
import { Sockets } from "../tools/sockets.js";
import { lockSqlite } from "../tools/sqlite-lock.js";
import { Tmpfs } from "../tools/tmpfs.js";
import { msUntil } from "../tools/until.js";
import { WriterHook } from "../tools/writer-hook.js";
import type { TortureCase, TortureContext } from "../torture-case.js";

/** The deadline of the shutdown, and what a busy machine may add to it. */
const STOP_MS_MAX = 10_000 + 1_000;
/** After this time the process is killed, and the time counts as "never". */
const KILLED_AFTER_MS = 20_000;
const PER_SECOND = 50;

interface Trouble {
  readonly databaseUrl: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly begin: (server: Server) => unknown;
  readonly end: (server: Server) => unknown;
}

type Prepare = (context: TortureContext) => Promise<Trouble>;

const stop = (
  name: string,
  while_: string,
  prepare: Prepare,
  { isQuickTier = false } = {},
): TortureCase => ({
  name: `stop-${name}`,
  attack: `SIGTERM ${while_}.`,
  page: "reliability",
  isLight: true,
  isQuickTier,
  run: async (context) => {
    const { folder, cleanUp } = context;
    const { databaseUrl, environment = {}, begin, end } = await prepare(context);
    const server = await Server.start({ databaseUrl, folder, environment });
    cleanUp.add(() => server.end("SIGKILL"));
    const shop = await Shop.open(server.url);
    cleanUp.add(() => shop.close());
    return stopAtLoad({ server, shop, while_, begin: () => begin(server), end: () => end(server) });
  },
});

async function stopAtLoad({
  server,
  shop,
  while_,
  begin,
  end,
}: {
  readonly server: Server;
  readonly shop: Shop;
  readonly while_: string;
  readonly begin: () => unknown;
  readonly end: () => unknown;
}): Promise<readonly Finding[]> {
  const load = new Load(shop, { name: "STOP", perSecond: PER_SECOND });
  await msUntil(() => shop.acknowledged.length >= 10, { withinMs: 5_000 });
  await begin();
  // Calls that wait for the database, if it does not answer.
  await setTimeout(500);
  const stopped = await server.end("SIGTERM", KILLED_AFTER_MS);
  await load.stop();
  await end();
  await server.restart();
  const lost = await shop.lost();
  await server.end("SIGKILL");
  return [
    atMost(`SIGTERM ends the process ${while_}`, stopped.ms, { limit: STOP_MS_MAX, unit: "ms" }),
    holds(`its exit code is 0: SIGTERM ${while_}`, stopped.how === "code 0", stopped.how),
    none(`acknowledged uploads lost: SIGTERM ${while_}`, lost, shop.acknowledged.length),
  ];
}

const sqliteIn = (folder: string) => `sqlite:${join(folder, "dingdan.db")}`;

const atLoad: Prepare = ({ folder }) =>
  Promise.resolve({ databaseUrl: sqliteIn(folder), begin: () => undefined, end: () => undefined });

const locked: Prepare = ({ folder, cleanUp }) => {
  let unlock = () => Promise.resolve();
  cleanUp.add(() => unlock());
  return Promise.resolve({
    databaseUrl: sqliteIn(folder),
    begin: async () => {
      unlock = await lockSqlite(join(folder, "dingdan.db"));
    },
    end: async () => {
      await unlock();
      unlock = () => Promise.resolve();
    },
  });
};

const frozen: Prepare = async ({ cleanUp, postgres }) => {
  const own = await postgres();
  const { url: databaseUrl } = await own.createDatabase();
  cleanUp.add(() => own.thaw());
  return { databaseUrl, begin: () => own.freeze(), end: () => own.thaw() };
};

const diskFull: Prepare = ({ folder, cleanUp }) => {
  const disk = new Tmpfs(join(folder, "data"), 64);
  cleanUp.add(() => disk.unmount());
  const databaseUrl = sqliteIn(disk.path);
  return Promise.resolve({ databaseUrl, begin: () => disk.fill(), end: () => disk.free() });
};

const hostileSockets: Prepare = ({ folder, cleanUp }) => {
  let sockets: Sockets | undefined;
  cleanUp.add(() => sockets?.close());
  const head = "POST /user-order/orders?access_token=none HTTP/1.1\r\nhost: torture\r\n";
  const sent = [
    head,
    `${head}content-length: 1000\r\n\r\nx`,
    "GET /openapi.json HTTP/1.1\r\nhost: torture\r\n\r\n",
    "GET /healthz HTTP/1.1\r\nhost: torture\r\n\r\n",
  ];
  return Promise.resolve({
    databaseUrl: sqliteIn(folder),
    begin: (server: Server) => {
      sockets = new Sockets(server.port);
      const write = (index: number) => sent[index % sent.length] ?? "";
      const options = { reads: false, withinMs: 2_000 };
      return sockets.open(100, (socket, index) => socket.write(write(index)), options);
    },
    end: () => sockets?.close(),
  });
};

const writerBroken: Prepare = ({ folder }) => {
  const hook = new WriterHook(folder);
  return Promise.resolve({
    databaseUrl: sqliteIn(folder),
    environment: hook.environment,
    begin: (server: Server) => hook.send(server, "break"),
    end: () => undefined,
  });
};

export const STOP_CASES: readonly TortureCase[] = [
  stop("load", "at load", atLoad),
  stop("sqlite-locked", "while SQLite is locked", locked, { isQuickTier: true }),
  stop("database-frozen", "while PostgreSQL is frozen", frozen),
  stop("disk-full", "while the disk of the data is full", diskFull),
  stop("sockets", "with 100 slow, unread and idle connections", hostileSockets),
  stop("writer-broken", "while the writer thread cannot start", writerBroken),
];
