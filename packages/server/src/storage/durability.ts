import type { Text } from "@dingdan/contract";

/** One thing that must hold so that an acknowledged write survives a crash and a power failure. */
export interface DurabilityCheck {
  /** The setting or property, as the database names it: `fsync`, `journal_mode`, `file_system`. */
  readonly name: string;
  readonly value: string;
  /** `failed`: acknowledged writes may be lost. `warning`: only under conditions that the advice names. */
  readonly state: "ok" | "warning" | "failed";
  /** What is at risk and what to do; null when it is ok. */
  readonly advice: Text | null;
}

export const durabilityCheck = (
  name: string,
  value: string,
  isSafe: boolean,
  advice: Text,
): DurabilityCheck => ({
  name,
  value,
  state: isSafe ? "ok" : "failed",
  advice: isSafe ? null : advice,
});
