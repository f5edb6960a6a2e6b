import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkFileModes } from "./file-modes.js";
import { openStore } from "./open-store.js";

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe.skipIf(process.platform === "win32")("the files of a database", () => {
  let folder: string;
  let file: string;
  let umask: number;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "dingdan-"));
    file = join(folder, "data", "dingdan.db");
    umask = process.umask(0);
  });
  afterEach(() => {
    process.umask(umask);
    rmSync(folder, { recursive: true });
  });

  test("are created for their owner only, whatever the umask", async () => {
    const { store } = await openStore(`sqlite:${file}`);
    await store.settings.put("a", "b");
    expect(modeOf(dirname(file))).toBe("700");
    for (const suffix of ["", "-wal", "-shm"]) expect(modeOf(file + suffix)).toBe("600");
    expect(checkFileModes(file)).toEqual([]);
    await store.close();
  });

  test("keep their modes when they exist, and are reported with the command that corrects them", async () => {
    await (await openStore(`sqlite:${file}`)).store.close();
    writeFileSync(`${file}.seal-key`, "", { mode: 0o604 });
    chmodSync(file, 0o644);
    chmodSync(dirname(file), 0o770);
    await (await openStore(`sqlite:${file}`)).store.close();
    // The driver may keep the file's log until its statements are collected as garbage.
    const reported = checkFileModes(file).filter(({ path }) => !/-(?:wal|shm)$/.test(path));
    expect(reported).toEqual([
      { path: dirname(file), mode: "770", next: `chmod 700 ${dirname(file)}` },
      { path: file, mode: "644", next: `chmod 600 ${file}` },
      { path: `${file}.seal-key`, mode: "604", next: `chmod 600 ${file}.seal-key` },
    ]);
  });

  test("in a folder that others can only read are not reported", async () => {
    await (await openStore(`sqlite:${file}`)).store.close();
    chmodSync(dirname(file), 0o755);
    expect(checkFileModes(file)).toEqual([]);
  });

  test("in memory have no modes", () => {
    expect(checkFileModes(":memory:")).toEqual([]);
  });
});
