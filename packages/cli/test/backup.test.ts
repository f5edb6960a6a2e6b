import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { dingdan, dingdanJson, type RunningServer, temporaryFolder } from "./support/command.js";
import { ADMIN_KEY, serve } from "./support/installation.js";

const folder = temporaryFolder();
afterAll(folder.remove);

let number = 0;
let path: string;
let server: RunningServer;
beforeEach(async () => {
  path = join(folder.path, `dingdan-${++number}.db`);
  server = await serve(`sqlite:${path}`);
});
afterEach(() => server.stop("SIGKILL"));

const database = () => ["--database", `sqlite:${path}`];
const backup = () => join(folder.path, `backup-${number}.db`);

async function json<Document>(words: readonly string[]): Promise<Document> {
  const { code, document } = await dingdanJson(words);
  expect(document).not.toHaveProperty("error");
  expect(code).toBe(0);
  return document as Document;
}

describe("backup and restore", () => {
  test("back up a database that is served, check the backup, and put it in place of the file", async () => {
    const made = await json<{ sha256: string }>(["backup", backup(), ...database()]);
    expect(made).toMatchObject({ file: backup(), engine: "sqlite", rows: { uploads: 0 } });
    expect(statSync(backup()).mode & 0o777).toBe(0o600);
    expect(await json(["backup", "verify", backup()])).toMatchObject({ sha256: made.sha256 });

    const refused = await dingdan(["restore", backup(), ...database(), "--force"]);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain(`${server.pid} (`);

    await server.stop("SIGTERM");
    const unforced = await dingdan(["restore", backup(), ...database()]);
    expect(unforced).toMatchObject({ code: 2, err: expect.stringContaining("--force") as string });
    const restored = await json<{ kept_file: string }>([
      "restore",
      backup(),
      ...database(),
      "--force",
    ]);
    expect(restored).toMatchObject({ pending_migrations: 0, erasures_since: 0 });
    expect(existsSync(restored.kept_file)).toBe(true);
    server = await serve(`sqlite:${path}`);
  });

  test("name what is wrong with a backup, in the language of the user", async () => {
    await json(["backup", backup(), ...database()]);
    const twice = await dingdan(["backup", backup(), ...database()]);
    expect(twice).toMatchObject({ code: 2, err: expect.stringContaining("--force") as string });

    writeFileSync(backup(), readFileSync(backup()).subarray(1));
    const damaged = await dingdan(["backup", "verify", backup()], { env: { LANG: "zh_CN.UTF-8" } });
    expect(damaged.code).toBe(2);
    expect(damaged.err).toContain("与其清单不符");
  });

  test("say that the seal key and the list of erasures are kept apart", async () => {
    const made = await dingdan(["backup", backup(), ...database()]);
    expect(made.out).toContain("The seal key is not in it");
    await server.stop("SIGTERM");
    const elsewhere = `sqlite:${join(folder.path, `restored-${number}.db`)}`;
    const restored = await dingdan(["restore", backup(), "--database", elsewhere]);
    expect(restored.code).toBe(0);
    expect(restored.out).toContain("No list of erasures was given");
    server = await serve(`sqlite:${path}`);
  });
});

describe("serve --backup-folder", () => {
  test("makes a backup at its start, of which the doctor of the same settings knows", async () => {
    await server.stop("SIGTERM");
    const kept = join(folder.path, `kept-${number}`);
    const flags = ["--backup-folder", kept, "--backup-every-hours", "1", "--backup-keep", "2"];
    server = await serve(`sqlite:${path}`, ...flags);
    await server.errWith('"backup made"');

    const environment = { DINGDAN_BACKUP_FOLDER: kept };
    const { document } = await dingdanJson(["doctor", ...database()], { env: environment });
    const { checks } = document as { checks: { name: string; state: string }[] };
    expect(checks).toContainEqual(
      expect.objectContaining({ name: "scheduled backups", state: "ok" }),
    );
    const running = await dingdanJson(["doctor", "--url", server.url], {
      env: { DINGDAN_ADMIN_KEY: ADMIN_KEY },
    });
    expect((running.document as typeof document as { checks: unknown[] }).checks).toContainEqual(
      expect.objectContaining({ name: "scheduled backups", state: "ok" }),
    );
  });
});
