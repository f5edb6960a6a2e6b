import type { ChildProcess } from "node:child_process";

const running = new Set<ChildProcess>();

/** Remembers a process until it ends, so that an interrupted run can stop it. */
export function remember(child: ChildProcess): ChildProcess {
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

/** Kills every process that the run has started and that still runs. */
export function killAllChildren(): void {
  for (const child of running) child.kill("SIGKILL");
}
