import type { CertificateRotation } from "../reconcile/certificate-rotation.js";
import type { Reconciler } from "../reconcile/reconciler.js";
import type { Scheduler } from "./scheduler.js";

/** What asks WeChat Pay, and how often. */
export interface Reconciling {
  readonly reconciler: Pick<Reconciler, "runDue">;
  readonly certificates: Pick<CertificateRotation, "run" | "noteUnknownSerial">;
  /** How often payments and refunds are asked for; 0: only on demand. */
  readonly intervalMs: number;
  /** Ends the queries in progress. */
  readonly stop: () => void;
}

/** How often the job looks for certificates that are due. */
const CERTIFICATES_INTERVAL_MS = 60_000;

/** Makes the jobs that ask WeChat Pay. */
export function reconcileJobs(
  reconciling: Reconciling | null,
  every: (intervalMs: number, job: string, run: () => Promise<unknown>) => Scheduler,
) {
  if (reconciling === null) return NONE;
  const { reconciler, certificates, intervalMs, stop } = reconciling;
  const reconcile =
    intervalMs === 0 ? null : every(intervalMs, "reconciling", () => reconciler.runDue());
  const rotation = every(CERTIFICATES_INTERVAL_MS, "platform certificates", () =>
    certificates.run(),
  );
  return {
    jobs: reconcile === null ? [rotation] : [reconcile, rotation],
    run: async () => {
      await reconcile?.run();
    },
    noteUnknownSerial: (mchid: string) => {
      // The scheduler logs a failure and retries.
      if (certificates.noteUnknownSerial(mchid)) void rotation.run().catch(() => {});
    },
    stop,
  };
}

const NONE = {
  jobs: [] as readonly Scheduler[],
  run: () => Promise.resolve(),
  noteUnknownSerial: () => {},
  stop: () => {},
};
