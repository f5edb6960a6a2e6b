import {
  chmodSync,
  closeSync,
  fdatasyncSync,
  mkdtempSync,
  openSync,
  rmSync,
  statfsSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isInterrupted, stopAllChildren } from "./child.js";

const TMPFS = 0x01021994;

/**
 * A folder for a run's databases, on a real disk, because syncs to memory cost nothing. If the run is
 * interrupted, its processes are stopped and the folder is removed.
 */
export function makeWorkFolder(parent: string | null): string {
  const isInMemory = (path: string) => statfsSync(path).type === TMPFS;
  const place = parent ?? (isInMemory(tmpdir()) ? "/var/tmp" : tmpdir());
  if (isInMemory(place)) throw new Error(`${place} is in memory: set --data to a folder on a disk`);
  const folder = mkdtempSync(join(place, "dingdan-bench-"));
  // If we are root, PostgreSQL runs as another user.
  chmodSync(folder, 0o755);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      // A second Ctrl+C is ignored: every stop has a timeout.
      if (isInterrupted()) return;
      process.stderr.write("\nInterrupted: stopping the servers and removing their files …\n");
      void stopAllChildren().finally(() => {
        removeFolder(folder);
        process.exit(130);
      });
    });
  }
  return folder;
}

export function freeGib(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return (bavail * bsize) / 1024 ** 3;
}

/** Milliseconds for appending 8 KiB and fdatasync: the median of 200. */
export function syncMs(folder: string): number {
  const file = join(folder, "sync-probe");
  const descriptor = openSync(file, "w");
  const block = Buffer.alloc(8192, 1);
  const times = Array.from({ length: 200 }, () => {
    const startedAtMs = performance.now();
    writeSync(descriptor, block);
    fdatasyncSync(descriptor);
    return performance.now() - startedAtMs;
  });
  closeSync(descriptor);
  rmSync(file);
  return times.toSorted((a, b) => a - b)[100] ?? 0;
}

/** Removes a folder; retries, because a process that was just killed may still write into it. */
export const removeFolder = (folder: string) =>
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
