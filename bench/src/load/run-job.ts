import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { GeneratorMessage, GroupResult, Job } from "../workload/job.js";

export interface JobResult {
  readonly groups: readonly GroupResult[];
  readonly generatorCpuShare: number;
}

export interface JobHooks {
  /** Called at the beginning and at the end of the measured time. */
  readonly onMeasuring?: () => void;
  readonly onMeasured?: () => void;
}

/** Runs a job in a separate generator process. Throws if the generator gives up. */
export function runJob(job: Job, hooks: JobHooks = {}): Promise<JobResult> {
  return new Promise((resolve, reject) => {
    const program = fileURLToPath(new URL("./generator.js", import.meta.url));
    const generator = fork(program, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
    generator.on("message", (message: GeneratorMessage) => {
      switch (message.kind) {
        case "measuring":
          hooks.onMeasuring?.();
          return;
        case "measured":
          hooks.onMeasured?.();
          return;
        case "done":
          resolve(message);
          return;
        case "failed":
          reject(new Error(message.reason));
          return;
      }
    });
    generator.once("error", reject);
    generator.once("exit", (code) =>
      reject(new Error(`the load generator exited with code ${code}`)),
    );
    generator.send(job);
  });
}
