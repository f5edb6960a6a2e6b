import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { fillEveryTable, letGoOf } from "../../server/src/storage/conformance/fill.js";
import { createMigratedDatabase, describeOnPostgres } from "../../server/test/support/postgres.js";
import type { PostgresTestDatabase } from "../../server/test/support/postgres-database.js";
import {
  dingdan,
  dingdanJson,
  RunningServer,
  spawnCommand,
  temporaryFolder,
} from "./support/command.js";

const ROWS = 2_000;
const folder = temporaryFolder();
afterAll(() => folder.remove());

interface Result {
  readonly state: string;
  readonly rows: number;
  readonly tables: readonly { readonly name: string; readonly checksum: string }[];
}

describeOnPostgres("migrate --to", () => {
  const file = join(folder.path, "source.db");
  const words = () => ["migrate", "--database", `sqlite:${file}`, "--to", target.url];
  let target: PostgresTestDatabase;

  beforeAll(async () => {
    await fillEveryTable(file, ROWS);
    await letGoOf(file);
  });
  beforeEach(async () => {
    target = await createMigratedDatabase();
  });
  afterEach(() => target.remove());

  /** The last line of a run with --json. */
  async function copied(): Promise<Result> {
    const { code, out, err } = await dingdan([...words(), "--json"]);
    expect(err).toBe("");
    expect(code).toBe(0);
    const lines = out.trimEnd().split("\n");
    return JSON.parse(lines.at(-1) ?? "") as Result;
  }

  test("killed and run again, ends with the same result as one run", async () => {
    const uninterrupted = await copied();
    expect(uninterrupted.state).toBe("copied");
    await target.remove();
    target = await createMigratedDatabase();

    // when it is killed after its eighth table
    const child = spawnCommand([...words(), "--json"], {});
    const ended = once(child, "close");
    let tables = 0;
    if (child.stdout !== null) {
      for await (const line of createInterface({ input: child.stdout })) {
        if ((JSON.parse(line) as { step?: string }).step === "copy") tables++;
        if (tables === 8) child.kill("SIGKILL");
      }
    }
    expect((await ended)[1]).toBe("SIGKILL");
    const [left] = await target.query(
      `SELECT count(*) FILTER (WHERE is_copied = 1)::int AS done,
         count(*) FILTER (WHERE is_copied = 0)::int AS rest FROM copy_progress`,
    );
    expect(left?.["done"]).toBeGreaterThanOrEqual(8);
    expect(left?.["rest"]).toBeGreaterThan(0);

    // then no server starts on the unfinished copy
    const server = await dingdan(["serve", "--port", "0", "--database", target.url]);
    expect(server.code).toBe(2);
    expect(server.err).toContain("the copying is not finished");

    // and the second run ends like the uninterrupted one
    const resumed = await copied();
    expect({ ...resumed, duration_ms: 0 }).toEqual({ ...uninterrupted, duration_ms: 0 });
    expect((await copied()).state).toBe("finished");
  }, 120_000);

  test("prints what was copied, in the user's language", async () => {
    const { code, out } = await dingdan([...words(), "--without-requests"], {
      env: { LANG: "zh_CN.UTF-8" },
    });

    expect(code).toBe(0);
    expect(out).toContain("两边一致");
    expect(out).toMatch(new RegExp(`uploads\\s+${ROWS}\\s+[0-9a-f]{32}`));
    expect(out).not.toMatch(/^\s+requests /m);
  }, 60_000);

  test("rejects a file that a server uses", async () => {
    const served = `sqlite:${join(folder.path, "served.db")}`;
    const server = await RunningServer.start(["serve", "--port", "0", "--database", served]);

    const { code, err } = await dingdan(["migrate", "--database", served, "--to", target.url]);

    await server.stop();
    expect(code).toBe(2);
    expect(err).toContain(`another process has ${served} open`);
    expect(err).toContain("stop the server first");
  });

  test("rejects a target with other data, a missing file, and a target that is not PostgreSQL", async () => {
    await target.query("INSERT INTO settings VALUES ('admin_key_hash', 'x')");
    const foreign = await dingdan(words());
    expect(foreign.code).toBe(2);
    expect(foreign.err).toContain("already contains other rows in settings");

    const absent = join(folder.path, "absent.db");
    const nothing = await dingdan([
      "migrate",
      "--database",
      `sqlite:${absent}`,
      "--to",
      target.url,
    ]);
    expect(nothing.code).toBe(2);
    expect(nothing.err).toContain("There is no file");
    expect(existsSync(absent)).toBe(false);

    const back = await dingdan(["migrate", "--database", target.url, "--to", `sqlite:${absent}`]);
    expect(back.code).toBe(2);
    expect(back.err).toContain("Only an installation in a SQLite file");
  });

  test("with --citus explains how to install Citus where it is missing", async () => {
    const { code, err } = await dingdan(["migrate", "--database", target.url, "--citus"]);

    expect(code).toBe(2);
    expect(err).toContain("the Citus extension is not installed");
    expect(err).toContain("CREATE EXTENSION citus");
  });
});

test("migrate --citus --dry-run prints the SQL and needs no server", async () => {
  const { code, out } = await dingdan(["migrate", "--citus", "--dry-run"]);

  expect(code).toBe(0);
  expect(out).toContain(
    "SELECT create_distributed_table('uploads', 'appid', colocate_with => 'apps');\n",
  );
  const { document } = await dingdanJson(["migrate", "--citus", "--dry-run"]);
  const { statements, run } = document as { statements: string[]; run: boolean };
  expect(run).toBe(false);
  expect(`${statements.join(";\n")};\n`).toBe(out);
});

test.each([
  [["--citus", "--to", "postgres://h/d"], "--to and --citus cannot be used together"],
  [["--without-requests"], "--without-requests requires --to"],
  [["--dry-run"], "--dry-run requires --citus"],
  [["--to", "mysql://h/d"], "invalid value for --to: mysql://h/d"],
])("migrate %j is a usage error", async (flags, message) => {
  const { code, err } = await dingdan(["migrate", ...flags]);

  expect(code).toBe(2);
  expect(err).toContain(message);
});
