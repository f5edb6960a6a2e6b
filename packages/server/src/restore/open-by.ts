import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";

/** A process that has a file open. */
export interface OpenBy {
  readonly pid: number;
  /** Its command line, shortened; empty when it cannot be read. */
  readonly command: string;
}

const COMMAND_CHARACTERS_MAX = 80;

/** The other processes of this machine that have a file open, as far as this user may see them. Linux only. */
export function processesWith(file: string): OpenBy[] {
  const wanted = statSync(file, { throwIfNoEntry: false });
  if (wanted === undefined || process.platform !== "linux") return [];
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids
    .map(Number)
    .filter((pid) => pid !== process.pid && hasOpen(pid, wanted))
    .map((pid) => ({ pid, command: commandOf(pid) }));
}

function hasOpen(pid: number, wanted: { readonly dev: number; readonly ino: number }): boolean {
  return filesOf(pid).some((link) => {
    const found = orNull(() => statSync(link, { throwIfNoEntry: false }));
    return found?.dev === wanted.dev && found.ino === wanted.ino;
  });
}

function filesOf(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  const names = orNull(() => readdirSync(folder)) ?? [];
  // Sockets and pipes are no files.
  return names
    .map((name) => `${folder}/${name}`)
    .filter((link) => orNull(() => readlinkSync(link))?.startsWith("/") === true);
}

function commandOf(pid: number): string {
  const words = orNull(() => readFileSync(`/proc/${pid}/cmdline`, "utf8")) ?? "";
  return words.replaceAll("\0", " ").trim().slice(0, COMMAND_CHARACTERS_MAX);
}

/** Processes end and files close while they are read. */
function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
