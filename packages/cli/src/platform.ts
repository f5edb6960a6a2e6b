import type * as Server from "@dingdan/server";
import { UsageError } from "./errors.js";

/** The beginning of a sandbox's clock, as the server's options have it. */
export const beginning = (daysAgo: number | null): { readonly startsAt?: Date } =>
  daysAgo === null ? {} : { startsAt: new Date(Date.now() - daysAgo * 86_400_000) };

/**
 * Runs a step of the server's package, which is loaded only now: it is the largest part of all, and
 * most commands do without it.
 * @throws UsageError for settings with which the server cannot work
 */
export async function withServer<Result>(
  step: (server: typeof Server) => Promise<Result>,
): Promise<Result> {
  const server = await import("@dingdan/server");
  try {
    return await step(server);
  } catch (error) {
    if (!(error instanceof server.SettingsError)) throw error;
    const { message } = error;
    throw new UsageError({ message: { en: message, zh: message } });
  }
}
