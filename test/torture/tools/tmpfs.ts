import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { join } from "node:path";
import { Skipped } from "./skipped.js";

/** A small file system in memory, which a case can fill. */
export class Tmpfs {
  readonly path: string;

  /** @throws Skipped when this user cannot mount one */
  constructor(path: string, sizeMib: number) {
    mkdirSync(path, { recursive: true });
    const args = ["-t", "tmpfs", "-o", `size=${sizeMib}m,mode=0700`, "dingdan-torture", path];
    const { status } = spawnSync("mount", args, { stdio: "ignore" });
    if (status !== 0) throw new Skipped("a tmpfs cannot be mounted (run it as root)");
    this.path = path;
    mounted.add(this);
  }

  get freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.path);
    return bavail * bsize;
  }

  /** Takes all of the free space. */
  fill(): void {
    const file = openSync(join(this.path, "filler"), "a");
    try {
      for (const bytes of [1 << 20, 1 << 12, 1]) fillWith(file, Buffer.alloc(bytes));
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(join(this.path, "filler"), { force: true });
  }

  unmount(): void {
    mounted.delete(this);
    // Lazily: a process that is being killed may still have a file open.
    spawnSync("umount", ["--lazy", this.path], { stdio: "ignore" });
  }
}

const mounted = new Set<Tmpfs>();

/** Unmounts what an interrupted run has mounted. */
export function unmountAll(): void {
  for (const one of mounted) one.unmount();
}

function fillWith(file: number, piece: Buffer): void {
  try {
    for (;;) writeSync(file, piece);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  }
}
