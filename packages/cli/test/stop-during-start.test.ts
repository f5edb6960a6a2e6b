import { once } from "node:events";
import { Client } from "pg";
import { expect, test } from "vitest";
import { createMigratedDatabase, describeOnPostgres } from "../../server/test/support/postgres.js";
import { spawnCommand } from "./support/command.js";

// The key of the lock under which processes migrate: see storage/postgres/locks.ts.
const LOCK = `SELECT pg_advisory_lock(
  hashtextextended(current_schema()::text || '["migrations"]', 0))`;

const WAITING = `SELECT count(*)::int AS count FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock'`;

describeOnPostgres("a server that is stopped while another process migrates its database", () => {
  test.each([1, 2])("ends within its deadline: %i workers", async (workers) => {
    const database = await createMigratedDatabase();
    const other = new Client(database.url);
    await other.connect();
    await other.query(LOCK);
    const server = spawnCommand(
      [
        ["serve", "--port", "0", "--database", database.url, "--workers", String(workers)],
        ["--shutdown-deadline-ms", "2000"],
      ].flat(),
      {},
    );
    try {
      const ended = once(server, "close") as Promise<[number | null]>;
      await expect
        .poll(async () => (await other.query<{ count: number }>(WAITING)).rows[0]?.count, {
          timeout: 15_000,
        })
        .toBe(1);

      const stoppedAtMs = performance.now();
      server.kill("SIGTERM");
      const [code] = await ended;
      expect(code).toBe(0);
      // Its deadline, and the time in which the output is written.
      expect(performance.now() - stoppedAtMs).toBeLessThan(8_000);
    } finally {
      server.kill("SIGKILL");
      await other.end();
      await database.remove();
    }
  });
});
