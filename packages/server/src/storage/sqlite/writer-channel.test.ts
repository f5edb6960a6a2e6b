import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { anUpload, sentUpload } from "../conformance/samples.js";
import { type PackedJobs, packJobs } from "./packed-jobs.js";
import { openSqliteStore } from "./store.js";
import { WriterChannel } from "./writer-channel.js";

let folder: string;
let channel: WriterChannel;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "dingdan-channel-"));
  const path = join(folder, "dingdan.db");
  await (await openSqliteStore(path)).store.close();
  channel = new WriterChannel({
    path,
    file: null,
    lockWaitMs: 4_000,
    isClosing: new Int32Array(new SharedArrayBuffer(4)),
    endedPause: new BigInt64Array(new SharedArrayBuffer(8)),
  });
});

afterEach(async () => {
  await channel.close();
  rmSync(folder, { recursive: true });
});

const batch = () => packJobs([{ kind: "upload", sent: sentUpload(anUpload()) }]);

test("a commit that throws is rejected, and the other calls with it are still answered", async () => {
  const broken = { ...batch(), bytes: null } as unknown as PackedJobs;

  const answers = await Promise.allSettled([
    channel.ask("commit", batch()),
    channel.ask("commit", broken),
    channel.ask("commit", batch()),
    channel.ask("check", null),
  ]);

  expect(answers.map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
    "fulfilled",
  ]);
  expect(channel.starts).toBe(1);
});

test("a closed channel starts no thread", async () => {
  await channel.ask("check", null);
  await channel.close();
  await expect(channel.ask("check", null)).rejects.toThrow("the database is closed");
  expect(channel.starts).toBe(1);
});
