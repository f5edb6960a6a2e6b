import { type DatabaseFault, databaseFaultOf } from "../storage/database-fault.js";

/** `defect` is an error that is not the database's: the log has its stack trace. */
export type FaultCause = DatabaseFault | "defect";

/** Counts the calls and requests that failed inside the platform, by cause. */
export class FaultCounts {
  readonly #counts = new Map<FaultCause, number>();

  count(error: unknown): void {
    const cause = databaseFaultOf(error) ?? "defect";
    this.#counts.set(cause, (this.#counts.get(cause) ?? 0) + 1);
  }

  all(): ReadonlyMap<FaultCause, number> {
    return this.#counts;
  }
}
