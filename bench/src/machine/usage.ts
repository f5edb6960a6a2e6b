import { readdirSync, readFileSync, writeFileSync } from "node:fs";

/** Clock ticks per second, the unit in which Linux counts CPU time. */
const TICKS_PER_SECOND = 100;

/** The pids of a process and all its descendants. */
export function processTree(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const parent = parentOf(Number(name));
    if (parent === null) continue;
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

/** CPU seconds of a process tree, including ended children; 0 if /proc is absent. */
export function cpuSeconds(root: number): number {
  let ticks = 0;
  for (const pid of safely(() => processTree(root)) ?? []) {
    const fields = statOf(pid);
    // utime and stime; for the root also cutime and cstime, of the children that it has waited for.
    if (fields === null) continue;
    ticks += Number(fields[11]) + Number(fields[12]);
    if (pid === root) ticks += Number(fields[13]) + Number(fields[14]);
  }
  return ticks / TICKS_PER_SECOND;
}

/** The peak memory of a process since {@link forgetPeakMemory}, in MiB; null if unknown. */
export const peakMemoryMib = (pid: number) => memoryMib(pid, "VmHWM");

export const residentMemoryMib = (pid: number) => memoryMib(pid, "VmRSS");

export function forgetPeakMemory(pid: number): void {
  safely(() => writeFileSync(`/proc/${pid}/clear_refs`, "5"));
}

function memoryMib(pid: number, name: string): number | null {
  const status = safely(() => readFileSync(`/proc/${pid}/status`, "utf8"));
  const match = new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status ?? "");
  return match === null ? null : Number(match[1]) / 1024;
}

const parentOf = (pid: number) => {
  const fields = statOf(pid);
  return fields === null ? null : Number(fields[1]);
};

/** The fields of /proc/PID/stat from the state on; the name before it may contain any characters. */
function statOf(pid: number): string[] | null {
  const stat = safely(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  return stat === null ? null : stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

function safely<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
