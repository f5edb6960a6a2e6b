import type {
  NewWebhookSecretRepresentation,
  Text,
  WebhookDeliveryState,
  WebhookEndpointRepresentation,
  WebhookKind,
  WebhookState,
} from "@dingdan/contract";
import { AdminClient } from "../admin-client.js";
import { UsageError } from "../errors.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { readPages } from "../read-pages.js";
import { type AdminFlags, adminSettings } from "../settings/admin.js";
import { type WebhookFlags, webhookSettings } from "../settings/webhooks.js";
import type { Terminal } from "../terminal/terminal.js";
import { allEndpoints } from "../webhooks/all-endpoints.js";
import { printDeliveries, printDelivery, printTest } from "../webhooks/print-deliveries.js";
import { printDone, printEndpoint, printEndpoints } from "../webhooks/print-endpoints.js";
import { WEBHOOK_TEXTS as TEXTS } from "../webhooks/webhook-texts.js";

/** A receiver may take 15 s to answer a test. */
const TEST_TIMEOUT_MS = 30_000;

const clientOf = ({ terminal, environment }: Invocation, flags: AdminFlags) =>
  new AdminClient(adminSettings(flags, environment), terminal);

/** `dingdan webhooks list`: lists the endpoints, oldest first. */
export async function webhooksList(
  invocation: Invocation,
  { state, ...flags }: WebhookFlags & { readonly state?: WebhookState },
): Promise<ExitCode> {
  const { terminal, environment } = invocation;
  const { admin, appid } = webhookSettings(flags, environment);
  const endpoints = await allEndpoints(new AdminClient(admin, terminal), {
    ...(appid === null ? {} : { appid }),
    ...(state === undefined ? {} : { state }),
  });
  if (terminal.isJson) terminal.json(endpoints);
  else if (endpoints.length > 0) printEndpoints(terminal, endpoints);
  else {
    terminal.out.line(terminal.say(TEXTS.none));
    terminal.out.line(terminal.out.dim(terminal.say(TEXTS.noneHint)));
  }
  return 0;
}

/** `dingdan webhooks create URL`: adds an endpoint. Only this command and `rotate` show a secret. */
export async function webhooksCreate(
  { terminal, environment }: Invocation,
  url: string,
  { kind, ...flags }: WebhookFlags & { readonly kind?: WebhookKind },
): Promise<ExitCode> {
  const { admin, appid, events } = webhookSettings(flags, environment);
  const endpoint = await new AdminClient(admin, terminal).call("createWebhookEndpoint", {
    body: {
      url,
      events: typesOf(events ?? ["*"]),
      ...(appid === null ? {} : { appid }),
      ...(kind === undefined ? {} : { kind }),
    },
  });
  printNewSecret(terminal, TEXTS.done.created, endpoint);
  return 0;
}

/** `dingdan webhooks show ID`. */
export async function webhooksShow(
  invocation: Invocation,
  id: string,
  flags: AdminFlags,
): Promise<ExitCode> {
  const endpoint = await clientOf(invocation, flags).call("getWebhookEndpoint", { id });
  const { terminal } = invocation;
  if (terminal.isJson) terminal.json(endpoint);
  else printEndpoint(terminal, endpoint);
  return 0;
}

/** `dingdan webhooks change ID`: changes the URL or the events. */
export async function webhooksChange(
  { terminal, environment }: Invocation,
  id: string,
  flags: WebhookFlags,
): Promise<ExitCode> {
  const { admin, newUrl, events } = webhookSettings(flags, environment);
  if (newUrl === null && events === null) throw new UsageError(TEXTS.problem.nothingToChange);
  const body = {
    ...(newUrl === null ? {} : { url: newUrl }),
    ...(events === null ? {} : { events: typesOf(events) }),
  };
  const client = new AdminClient(admin, terminal);
  const endpoint = await client.call("changeWebhookEndpoint", { id, body });
  printChange(terminal, TEXTS.done.changed, endpoint);
  return 0;
}

/** `dingdan webhooks enable ID` and `disable ID`. */
export async function webhooksSwitch(
  invocation: Invocation,
  id: string,
  state: "enabled" | "disabled",
  flags: AdminFlags,
): Promise<ExitCode> {
  const input = { id, body: { state } };
  const endpoint = await clientOf(invocation, flags).call("changeWebhookEndpoint", input);
  printChange(invocation.terminal, TEXTS.done[state], endpoint);
  return 0;
}

/** `dingdan webhooks delete ID`: deletes an endpoint with its deliveries. */
export async function webhooksDelete(
  invocation: Invocation,
  id: string,
  flags: AdminFlags,
): Promise<ExitCode> {
  const endpoint = await clientOf(invocation, flags).call("deleteWebhookEndpoint", { id });
  const { terminal } = invocation;
  if (terminal.isJson) terminal.json(endpoint);
  else printDone(terminal, TEXTS.done.deleted(endpoint.url));
  return 0;
}

/** `dingdan webhooks rotate ID`: makes a new secret. */
export async function webhooksRotate(
  { terminal, environment }: Invocation,
  id: string,
  flags: WebhookFlags & { readonly endPrevious?: true },
): Promise<ExitCode> {
  const { admin, overlapSeconds } = webhookSettings(flags, environment);
  const overlap = overlapSeconds === null ? {} : { overlap_seconds: overlapSeconds };
  const endpoint = await new AdminClient(admin, terminal).call("rotateWebhookSecret", {
    id,
    body: flags.endPrevious === true ? { ...overlap, end_previous: true } : overlap,
  });
  printNewSecret(terminal, TEXTS.done.rotated, endpoint);
  return 0;
}

/** `dingdan webhooks test ID`: sends a test event, and shows the answer. */
export async function webhooksTest(
  { terminal, environment }: Invocation,
  id: string,
  flags: AdminFlags,
): Promise<ExitCode> {
  const admin = new AdminClient(adminSettings(flags, environment), terminal, TEST_TIMEOUT_MS);
  const attempt = await admin.call("testWebhookEndpoint", { id, body: {} });
  if (terminal.isJson) terminal.json(attempt);
  else printTest(terminal, attempt);
  return attempt.acknowledged ? 0 : 1;
}

/** `dingdan webhooks deliveries ID [EVENT_ID]`: lists deliveries, or shows one with its attempts. */
export async function webhooksDeliveries(
  { terminal, environment }: Invocation,
  id: string,
  eventId: string | undefined,
  { state, ...flags }: WebhookFlags & { readonly state?: WebhookDeliveryState },
): Promise<ExitCode> {
  const { admin: settings, limit } = webhookSettings(flags, environment);
  const admin = new AdminClient(settings, terminal);
  if (eventId !== undefined) {
    const delivery = await admin.call("getWebhookDelivery", { id, event_id: eventId });
    if (terminal.isJson) terminal.json(delivery);
    else printDelivery(terminal, delivery);
    return 0;
  }
  const chosen = state === undefined ? {} : { state };
  const deliveries = await readPages(
    (page) => admin.call("listWebhookDeliveries", { id, query: { ...chosen, ...page } }),
    limit,
  );
  if (terminal.isJson) terminal.json(deliveries);
  else if (deliveries.length > 0) printDeliveries(terminal, deliveries);
  else terminal.out.line(terminal.say(TEXTS.noDeliveries));
  return 0;
}

type Types = WebhookEndpointRepresentation["events"];

/** The settings have checked the names. */
const typesOf = (events: readonly string[]): Types => [...events] as Types;

function printNewSecret(
  terminal: Terminal,
  what: Text,
  endpoint: NewWebhookSecretRepresentation,
): void {
  if (terminal.isJson) terminal.json(endpoint);
  else {
    printDone(terminal, what);
    printEndpoint(terminal, endpoint, endpoint.secret);
  }
}

function printChange(
  terminal: Terminal,
  what: Text,
  endpoint: WebhookEndpointRepresentation,
): void {
  if (terminal.isJson) terminal.json(endpoint);
  else {
    printDone(terminal, what);
    printEndpoint(terminal, endpoint);
  }
}
