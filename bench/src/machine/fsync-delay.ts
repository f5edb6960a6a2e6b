import { spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The environment that delays a program's syncs; null if it cannot be made. It needs a C compiler and
 * Linux.
 */
export function fsyncDelay(
  folder: string,
  delayMs: number,
): Readonly<Record<string, string>> | null {
  const source = fileURLToPath(new URL("../../../src/machine/fsync-delay.c", import.meta.url));
  const library = join(folder, "fsync-delay.so");
  const args = ["-shared", "-fPIC", "-O2", "-o", library, source, "-ldl"];
  const { status } = spawnSync("gcc", args, { stdio: "ignore" });
  if (status !== 0) return null;
  // PostgreSQL loads it as another user.
  chmodSync(folder, 0o755);
  chmodSync(library, 0o755);
  return { LD_PRELOAD: library, FSYNC_DELAY_US: String(delayMs * 1000) };
}
