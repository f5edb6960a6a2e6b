import type { LimitHits } from "../limits/limit-hits.js";
import type { ServerCall, ServerCallOutcome, UrlCallOutcome } from "./server-call.js";

/** Counts a call that was not made because of the address of its host. */
export function countRefusal(
  { url }: Pick<ServerCall, "url">,
  outcome: ServerCallOutcome | UrlCallOutcome,
  limitHits: Pick<LimitHits, "hit">,
): void {
  if (outcome.kind !== "refused") return;
  const { address, use } = outcome.refusal;
  limitHits.hit("server_call_address", { host: new URL(url).host, address, use });
}
