import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { atMost, holds, none } from "../findings.js";
import { wordOf } from "../tools/call.js";
import { dingdan } from "../tools/command.js";
import { Server } from "../tools/server.js";
import { Shop } from "../tools/shop.js";
import { uploadsOf } from "../tools/uploads-of.js";
import type { TortureCase, TortureContext } from "../torture-case.js";

/** Uploaders that send the next order as soon as the last one is answered. */
const UPLOADERS = 32;
/** How long orders are uploaded before the backup begins, and after it has ended. */
const BEFORE_MS = 20_000;
const AFTER_MS = 2_000;
/** No upload may wait longer while a backup is made. */
const UPLOAD_MS_MAX = 1_000;

type Engine = "sqlite" | "postgres";

interface Backup {
  readonly bytes: number;
  readonly duration_ms: number;
  readonly rows: { readonly uploads: number };
}

const backup = (engine: Engine): TortureCase => ({
  name: `backup-${engine}`,
  attack: `A backup is made by \`dingdan backup\` while ${UPLOADERS} uploaders send orders as fast as they are answered, on ${engine === "sqlite" ? "SQLite" : "PostgreSQL"}. It is restored elsewhere by \`dingdan restore\`.`,
  page: "reliability",
  isLight: false,
  isQuickTier: engine === "sqlite",
  run: async (context) => {
    const { folder, cleanUp, isQuick } = context;
    const places = await placesOf(engine, context);
    const server = await Server.start({ databaseUrl: places.source, folder });
    cleanUp.add(() => server.end("SIGKILL"));
    const shop = await Shop.open(server.url);
    cleanUp.add(() => shop.close());
    const load = new FullLoad(shop, isQuick ? 4 : UPLOADERS);
    cleanUp.add(() => load.stop());

    await setTimeout(isQuick ? 1_000 : BEFORE_MS);
    const begunAtMs = performance.now();
    const before = [...shop.acknowledged];
    const file = join(folder, "backup");
    const made = await dingdan<Backup>(["backup", file, "--database", places.source]);
    const endedAtMs = performance.now();
    const during = shop.acknowledged.slice(before.length);
    await setTimeout(isQuick ? 200 : AFTER_MS);
    await load.stop();
    await server.end("SIGTERM");

    await dingdan(["backup", "verify", file]);
    const restoring = performance.now();
    await dingdan(["restore", file, "--database", places.target]);
    const restoredMs = performance.now() - restoring;
    const [live, restored] = await Promise.all([
      uploadsOf(places.source),
      uploadsOf(places.target),
    ]);
    const lost = before.filter((order) => restored.get(order) !== live.get(order));
    const later = during.filter((order) => restored.has(order)).length;
    const slowest = Math.max(...load.waitsBetween(begunAtMs, endedAtMs));
    const rate = (count: number, ms: number) => `${Math.round((count * 1_000) / ms)} uploads/s`;
    return [
      none("orders acknowledged before the backup that differ or are missing", lost, before.length),
      none("uploads that were not answered 0", load.refused),
      atMost("slowest upload while the backup is made", slowest, {
        limit: UPLOAD_MS_MAX,
        unit: "ms",
      }),
      holds(
        "uploads continue while the backup is made",
        during.length > 0,
        `${rate(during.length, endedAtMs - begunAtMs)}; before: ${rate(before.length, isQuick ? 1_000 : BEFORE_MS)}`,
      ),
      holds(
        "orders acknowledged after the backup began",
        true,
        `${during.length} until its end; ${later} of them are in it`,
      ),
      holds(
        "the restored installation has as many orders as the manifest says",
        restored.size === made.rows.uploads,
        `${restored.size} orders; ${(made.bytes / 1e6).toFixed(1)} MB; backup ${seconds(made.duration_ms)}, restore ${seconds(restoredMs)}`,
      ),
    ];
  },
});

export const backupSqlite = backup("sqlite");
export const backupPostgres = backup("postgres");

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;

async function placesOf(engine: Engine, { folder, postgres }: TortureContext) {
  if (engine === "sqlite") {
    const [source, target] = ["dingdan.db", "restored.db"].map((name) => join(folder, name));
    return { source: `sqlite:${source}`, target: `sqlite:${target}` };
  }
  const server = await postgres();
  return {
    source: (await server.createDatabase()).url,
    target: (await server.createDatabase()).url,
  };
}

/** Uploads orders as fast as they are answered. */
class FullLoad {
  /** The answers of uploads that were not acknowledged. */
  readonly refused: string[] = [];
  readonly #waits: { readonly begunAtMs: number; readonly ms: number }[] = [];
  readonly #loops: readonly Promise<void>[];
  #isStopped = false;
  #number = 0;

  constructor(shop: Shop, uploaders: number) {
    this.#loops = Array.from({ length: uploaders }, () => this.#run(shop));
  }

  /** How long each upload took that was in progress between two times; 0 for none. */
  waitsBetween(fromMs: number, untilMs: number): readonly number[] {
    const inside = this.#waits.filter(
      ({ begunAtMs, ms }) => begunAtMs < untilMs && begunAtMs + ms > fromMs,
    );
    return [0, ...inside.map(({ ms }) => ms)];
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#loops);
  }

  async #run(shop: Shop): Promise<void> {
    while (!this.#isStopped) {
      const begunAtMs = performance.now();
      const outcome = await shop.upload(`BACKUP-${++this.#number}`);
      this.#waits.push({ begunAtMs, ms: performance.now() - begunAtMs });
      const word = wordOf(outcome);
      if (word !== "0") this.refused.push(word);
    }
  }
}
