import type { LoggedRequestRepresentation } from "@dingdan/contract";
import { AdminClient } from "./admin-client.js";
import { type Problem, UsageError } from "./errors.js";
import type { AdminSettings } from "./settings/admin.js";
import type { Terminal } from "./terminal/terminal.js";

/** What a server's request log had to say of a rid. */
export type RequestLookup =
  | { readonly kind: "found"; readonly request: LoggedRequestRepresentation }
  | { readonly kind: "unknown"; readonly url: string }
  | { readonly kind: "no_key" }
  | { readonly kind: "no_server"; readonly problem: Problem };

/**
 * Looks a rid up in the request log. That nobody can be asked is an answer, too.
 * @param settings null when there is no operator's key
 * @throws RefusalError when the server refuses, as it does with a wrong key
 */
export async function lookUpRequest(
  rid: string,
  settings: AdminSettings | null,
  terminal: Terminal,
): Promise<RequestLookup> {
  if (settings === null) return { kind: "no_key" };
  try {
    const { items } = await new AdminClient(settings, terminal).call("listRequests", {
      query: { rid },
    });
    const [request] = items;
    return request === undefined
      ? { kind: "unknown", url: settings.url }
      : { kind: "found", request };
  } catch (error) {
    const problem = error instanceof UsageError ? error.problems[0] : undefined;
    if (problem === undefined) throw error;
    return { kind: "no_server", problem };
  }
}
