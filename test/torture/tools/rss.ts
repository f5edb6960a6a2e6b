import { readFileSync, writeFileSync } from "node:fs";

/** The memory of a process in MiB: now, and the most since {@link resetPeak}. Linux only. */
export function rssOf(pid: number): { readonly nowMib: number; readonly peakMib: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const mib = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1] ?? Number.NaN) / 1024;
  return { nowMib: mib("VmRSS"), peakMib: mib("VmHWM") };
}

/** Begins a new measurement of the peak. */
export function resetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, "5");
}
