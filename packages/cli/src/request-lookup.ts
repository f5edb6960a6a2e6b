import type { LoggedRequestRepresentation } from "@dingdan/contract";
import { AdminClient } from "./admin-client.js";
import { type Problem, UsageError } from "./errors.js";
import type { AdminSettings } from "./settings/admin.js";
import type { Terminal } from "./terminal/terminal.js";

/** The result of looking up a rid in the request log of a server. */
export type RequestLookup =
  | { readonly kind: "found"; readonly request: LoggedRequestRepresentation }
  | { readonly kind: "unknown"; readonly url: string }
  | { readonly kind: "no_key" }
  | { readonly kind: "no_server"; readonly problem: Problem };

/**
 * Looks up a rid in the request log. A missing key or server is a result, not an error.
 * @param settings null when there is no admin key
 * @throws RefusalError when the server rejects the call, for example because of a wrong key
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
