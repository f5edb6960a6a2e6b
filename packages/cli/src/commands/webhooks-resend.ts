import type { WebhookEndpointRepresentation } from "@dingdan/contract";
import { AdminClient } from "../admin-client.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { type ResendFlags, resendSettings, type Since } from "../settings/webhooks.js";
import { progressBar } from "../terminal/progress-bar.js";
import type { Terminal } from "../terminal/terminal.js";
import { allEndpoints } from "../webhooks/all-endpoints.js";
import { printDone } from "../webhooks/print-endpoints.js";
import { WEBHOOK_TEXTS as TEXTS } from "../webhooks/webhook-texts.js";

/** An endpoint may have many events to send again. */
const TIMEOUT_MS = 60_000;

/** What was done for an endpoint. */
interface Resent {
  readonly endpoint: WebhookEndpointRepresentation;
  /** Null: it is not enabled, so it was left out. */
  readonly count: number | null;
}

/** `dingdan webhooks resend`: sends events again that were not acknowledged. */
export async function webhooksResend(
  { terminal, environment }: Invocation,
  flags: ResendFlags,
): Promise<ExitCode> {
  const settings = resendSettings(flags, environment);
  const admin = new AdminClient(settings.admin, terminal, TIMEOUT_MS);
  const { endpoint: id } = settings;
  if (settings.kind === "one") {
    const path = { id: settings.endpoint, event_id: settings.event };
    const delivery = await admin.call("resendWebhookDelivery", { ...path, body: {} });
    if (terminal.isJson) terminal.json(delivery);
    else printDone(terminal, TEXTS.done.queued);
    return 0;
  }
  const since = await instantOf(settings.since, admin);
  const body = { since, missing: settings.isMissing };
  const endpoints =
    id === null ? await allEndpoints(admin, {}) : [await admin.call("getWebhookEndpoint", { id })];
  const progress = progressBar(terminal.err);
  const results: Resent[] = [];
  try {
    for (const [index, endpoint] of endpoints.entries()) {
      progress.update(index / endpoints.length, endpoint.url);
      // One that is named is not left out: the server says why it cannot be sent to.
      const isLeftOut = id === null && endpoint.state !== "enabled";
      const count = isLeftOut ? null : await resend(admin, endpoint.id, body);
      results.push({ endpoint, count });
    }
  } finally {
    progress.finish();
  }
  printResults(terminal, since, results);
  const isComplete = results.every(
    ({ endpoint, count }) => count !== null || endpoint.state !== "paused",
  );
  return isComplete ? 0 : 1;
}

const resend = async (
  admin: AdminClient,
  id: string,
  body: { readonly since: string; readonly missing: boolean },
): Promise<number> => (await admin.call("resendWebhookDeliveries", { id, body })).count;

/** A duration ends at the platform's present, which a sandbox may have moved. */
async function instantOf(since: Since, admin: AdminClient): Promise<string> {
  if (since.kind === "at") return new Date(since.atMs).toISOString();
  const { now } = await admin.call("getClock", {});
  return new Date(Date.parse(now) - since.agoMs).toISOString();
}

function printResults(terminal: Terminal, since: string, results: readonly Resent[]): void {
  if (terminal.isJson) {
    const endpoints = results.map(({ endpoint: { id, url, state }, count }) => ({
      id,
      url,
      state,
      count,
    }));
    terminal.json({ since, endpoints });
    return;
  }
  const { out } = terminal;
  if (results.length === 0) out.line(terminal.say(TEXTS.none));
  for (const { endpoint, count } of results) {
    const { id, url, state } = endpoint;
    if (count !== null) printDone(terminal, TEXTS.resent(count, url));
    else {
      const words = TEXTS.leftOut(terminal.say(TEXTS.states[state]), url, id);
      out.line(`${out.style("yellow", "!")} ${terminal.say(words)}`);
    }
  }
}
