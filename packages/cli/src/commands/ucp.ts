import type {
  Text,
  UcpKeysRepresentation,
  UcpPlatformRepresentation,
  WebhookEndpointRepresentation,
} from "@dingdan/contract";
import { AdminClient } from "../admin-client.js";
import { RefusalError, UsageError } from "../errors.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { type AdminFlags, adminSettings } from "../settings/admin.js";
import { type KeyRotateFlags, keyRotateSettings } from "../settings/admin-key.js";
import { type PlatformFlags, type PlatformSettings, platformSettings } from "../settings/ucp.js";
import { webhookSettings } from "../settings/webhooks.js";
import { printTable } from "../terminal/table.js";
import type { Terminal } from "../terminal/terminal.js";
import { instant } from "../terminal/values.js";
import { printOrder } from "../ucp/print-order.js";
import { printPlatform } from "../ucp/print-platform.js";
import { readPublicKeys } from "../ucp/read-public-keys.js";
import { readUcpOrder } from "../ucp/ucp-client.js";
import { UCP_TEXTS as TEXTS } from "../ucp/ucp-texts.js";
import { allEndpoints } from "../webhooks/all-endpoints.js";
import { printDone, printEndpoint, printEndpoints } from "../webhooks/print-endpoints.js";

/** `dingdan ucp keys list`. */
export async function ucpKeysList(
  { terminal, environment }: Invocation,
  flags: AdminFlags,
): Promise<ExitCode> {
  const admin = new AdminClient(adminSettings(flags, environment), terminal);
  const reply = await admin.call("listUcpKeys", {});
  if (terminal.isJson) terminal.json(reply.keys);
  else printKeys(terminal, reply);
  return 0;
}

/** `dingdan ucp keys rotate`: makes a new key. */
export async function ucpKeysRotate(
  { terminal, environment }: Invocation,
  flags: KeyRotateFlags,
): Promise<ExitCode> {
  const { admin, overlapSeconds } = keyRotateSettings(flags, environment);
  const reply = await new AdminClient(admin, terminal).call("rotateUcpKeys", {
    body: overlapSeconds === null ? {} : { overlap_seconds: overlapSeconds },
  });
  if (terminal.isJson) terminal.json(reply.keys);
  else {
    printDone(terminal, TEXTS.done.rotated);
    printKeys(terminal, reply);
  }
  return 0;
}

/** `dingdan ucp platforms list`: the webhook endpoints of the kind ucp. */
export async function ucpPlatformsList(
  { terminal, environment }: Invocation,
  flags: PlatformFlags,
): Promise<ExitCode> {
  const { admin, appid } = webhookSettings(flags, environment);
  const filter = appid === null ? {} : { appid };
  const endpoints = await allEndpoints(new AdminClient(admin, terminal), filter);
  const platforms = endpoints.filter(({ kind }) => kind === "ucp");
  if (terminal.isJson) terminal.json(platforms);
  else if (platforms.length > 0) printEndpoints(terminal, platforms);
  else {
    terminal.out.line(terminal.say(TEXTS.none));
    terminal.out.line(terminal.out.dim(terminal.say(TEXTS.noneHint)));
  }
  return 0;
}

/** `dingdan ucp platforms add URL`: adds an endpoint of the kind ucp, with the platform's keys. */
export async function ucpPlatformsAdd(
  invocation: Invocation,
  url: string,
  flags: PlatformFlags,
): Promise<ExitCode> {
  const { terminal, environment } = invocation;
  const { appid, events } = webhookSettings(flags, environment);
  const settings = platformSettings(flags, environment);
  const body = await platformBody(settings, invocation);
  const admin = new AdminClient(settings.admin, terminal);
  const endpoint = await admin.call("createWebhookEndpoint", {
    body: {
      url,
      kind: "ucp",
      events: [...(events ?? ["*"])] as WebhookEndpointRepresentation["events"],
      ...(appid === null ? {} : { appid }),
    },
  });
  const platform = await setOrRemove(admin, endpoint.id, body);
  if (terminal.isJson) terminal.json({ ...endpoint, ...platform });
  else {
    printDone(terminal, TEXTS.done.added);
    printEndpoint(terminal, endpoint, endpoint.secret);
    printPlatform(terminal, platform);
  }
  return 0;
}

/** `dingdan ucp platforms show ID`: shows the endpoint, with the platform's keys. */
export async function ucpPlatformsShow(
  { terminal, environment }: Invocation,
  id: string,
  flags: AdminFlags,
): Promise<ExitCode> {
  const admin = new AdminClient(adminSettings(flags, environment), terminal);
  const endpoint = await admin.call("getWebhookEndpoint", { id });
  if (endpoint.kind !== "ucp") throw new UsageError(TEXTS.problem.otherKind(id, endpoint.kind));
  const platform = await admin.call("getUcpPlatform", { id });
  if (terminal.isJson) terminal.json({ ...endpoint, ...platform });
  else {
    printEndpoint(terminal, endpoint);
    printPlatform(terminal, platform);
  }
  return 0;
}

/** `dingdan ucp platforms set ID`: sets a platform's public keys, or the version of its orders. */
export async function ucpPlatformsSet(
  invocation: Invocation,
  id: string,
  flags: PlatformFlags,
): Promise<ExitCode> {
  const { terminal, environment } = invocation;
  const settings = platformSettings(flags, environment);
  const body = await platformBody(settings, invocation);
  if (Object.keys(body).length === 0) throw new UsageError(TEXTS.problem.nothingToSet);
  const admin = new AdminClient(settings.admin, terminal);
  const platform = await admin.call("setUcpPlatform", { id, body });
  if (terminal.isJson) terminal.json(platform);
  else {
    printDone(terminal, TEXTS.done.set);
    printPlatform(terminal, platform);
  }
  return 0;
}

/** `dingdan ucp platforms remove ID`: deletes the endpoint, unless it is of another kind. */
export async function ucpPlatformsRemove(
  { terminal, environment }: Invocation,
  id: string,
  flags: AdminFlags,
): Promise<ExitCode> {
  const admin = new AdminClient(adminSettings(flags, environment), terminal);
  const { kind } = await admin.call("getWebhookEndpoint", { id });
  if (kind !== "ucp") throw new UsageError(TEXTS.problem.otherKind(id, kind));
  const endpoint = await admin.call("deleteWebhookEndpoint", { id });
  if (terminal.isJson) terminal.json(endpoint);
  else printDone(terminal, TEXTS.done.removed(endpoint.url));
  return 0;
}

/** `dingdan ucp order ID`: shows an order as a platform reads it. */
export async function ucpOrder(
  { terminal, environment }: Invocation,
  id: string,
  flags: PlatformFlags,
): Promise<ExitCode> {
  const { admin, version } = platformSettings(flags, environment);
  const order = await readUcpOrder(id, version, admin, terminal);
  if (terminal.isJson) terminal.json(order);
  else printOrder(terminal, order);
  return 0;
}

async function platformBody({ keysFile, version }: PlatformSettings, { stdin }: Invocation) {
  return {
    ...(keysFile === null ? {} : { keys: await readPublicKeys(keysFile, stdin) }),
    ...(version === null ? {} : { version }),
  };
}

/** Sets what only a platform has. An endpoint that was just made is of no use when that is rejected. */
async function setOrRemove(
  admin: AdminClient,
  id: string,
  body: Awaited<ReturnType<typeof platformBody>>,
): Promise<UcpPlatformRepresentation> {
  try {
    return await admin.call("setUcpPlatform", { id, body });
  } catch (error) {
    if (error instanceof RefusalError) await admin.call("deleteWebhookEndpoint", { id });
    throw error;
  }
}

function printKeys(terminal: Terminal, { keys }: UcpKeysRepresentation): void {
  const { kid, state, signsFrom, publishedUntil } = TEXTS.label;
  const titles: readonly Text[] = [kid, state, signsFrom, publishedUntil];
  printTable(
    terminal.out,
    titles.map((title) => ({ title: terminal.say(title) })),
    keys.map((key) => [
      key.kid,
      terminal.say(TEXTS.states[key.state]),
      instant(key.signs_from) ?? "",
      instant(key.published_until) ?? "",
    ]),
    "",
  );
}
