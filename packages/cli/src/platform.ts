import type * as Server from "@dingdan/server";
import { UsageError } from "./errors.js";

/** The start of a sandbox's clock, as an option of the server. */
export const beginning = (daysAgo: number | null): { readonly startsAt?: Date } =>
  daysAgo === null ? {} : { startsAt: new Date(Date.now() - daysAgo * 86_400_000) };

/**
 * Runs a step with the server package. It is loaded only here because it is the largest package and
 * most commands do not need it.
 * @throws UsageError when the server rejects its settings
 */
export async function withServer<Result>(
  step: (server: typeof Server) => Promise<Result>,
): Promise<Result> {
  const server = await import("@dingdan/server");
  try {
    return await step(server);
  } catch (error) {
    if (!(error instanceof server.SettingsError)) throw error;
    throw new UsageError({ message: error.text });
  }
}
