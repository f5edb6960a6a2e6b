import type { FastifyBaseLogger } from "fastify";
import { SettingsError } from "../settings-error.js";
import type { DurabilityCheck } from "../storage/durability.js";

export interface DurabilityTerms {
  /** True in a sandbox, which may lose its data: it starts with a warning. */
  readonly isSandbox: boolean;
  /** True when the operator accepts that acknowledged uploads may be lost. */
  readonly isUnsafeAllowed: boolean;
}

/**
 * Starts only on a database that keeps what it acknowledges. What fails is logged where it is allowed;
 * weaker risks are logged outside a sandbox.
 * @throws SettingsError that names every check that failed
 */
export function requireDurability(
  checks: readonly DurabilityCheck[],
  { isSandbox, isUnsafeAllowed }: DurabilityTerms,
  log: Pick<FastifyBaseLogger, "warn">,
): void {
  const failed = checks.filter(({ state }) => state === "failed");
  if (failed.length > 0 && !isSandbox && !isUnsafeAllowed) {
    const reasons = failed.map(({ name, value, advice }) => `${name} = ${value}. ${advice?.en}`);
    throw new SettingsError(
      `The database does not keep what it acknowledges: ${reasons.join(" ")} To start anyway, where data may be lost: --allow-unsafe-durability (DINGDAN_ALLOW_UNSAFE_DURABILITY=1).`,
    );
  }
  const shown = isSandbox ? failed : checks.filter(({ state }) => state !== "ok");
  for (const { name, value, state, advice } of shown) {
    log.warn({ name, value, state, next: advice?.en }, "acknowledged uploads may be lost");
  }
}
