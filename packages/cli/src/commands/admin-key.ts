import type {
  AdminKeyRepresentation,
  AdminRole,
  NewAdminKeyRepresentation,
  Text,
} from "@dingdan/contract";
import { AdminClient } from "../admin-client.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { type AdminFlags, adminSettings } from "../settings/admin.js";
import {
  type KeyCreateFlags,
  type KeyRotateFlags,
  keyCreateSettings,
  keyRotateSettings,
} from "../settings/admin-key.js";
import { printFacts } from "../terminal/facts.js";
import { printTable } from "../terminal/table.js";
import type { Terminal } from "../terminal/terminal.js";
import { instant } from "../terminal/values.js";
import { TEXTS } from "../texts.js";

/** `dingdan admin-key create NAME`: creates a key. Only this command and `rotate` show a key. */
export async function adminKeyCreate(
  { terminal, environment }: Invocation,
  name: string,
  flags: KeyCreateFlags & { readonly role: AdminRole },
): Promise<ExitCode> {
  const { admin, expiresInSeconds } = keyCreateSettings(flags, environment);
  const key = await new AdminClient(admin, terminal).call("createAdminKey", {
    body: {
      name,
      role: flags.role,
      ...(expiresInSeconds === null ? {} : { expires_in_seconds: expiresInSeconds }),
    },
  });
  printNewKey(terminal, TEXTS.adminKey.created, key);
  return 0;
}

/** `dingdan admin-key list`: lists the keys, without the keys themselves. */
export async function adminKeyList(
  { terminal, environment }: Invocation,
  flags: AdminFlags,
): Promise<ExitCode> {
  const admin = new AdminClient(adminSettings(flags, environment), terminal);
  const { items } = await admin.call("listAdminKeys", {});
  if (terminal.isJson) {
    terminal.json(items);
    return 0;
  }
  const { name } = TEXTS.label;
  const { id, role, state, lastUsedAt, expiresAt } = TEXTS.adminKey;
  printTable(
    terminal.out,
    [id, name, role, state, lastUsedAt, expiresAt].map((title) => ({ title: terminal.say(title) })),
    items.map((key) => [
      key.id,
      key.name,
      key.role,
      terminal.say(TEXTS.adminKey.states[key.state]),
      instant(key.last_used_at) ?? "",
      instant(key.expires_at) ?? "",
    ]),
    "",
  );
  return 0;
}

/** `dingdan admin-key rotate ID`: replaces a key; the old one stays valid for the overlap. */
export async function adminKeyRotate(
  { terminal, environment }: Invocation,
  id: string,
  flags: KeyRotateFlags,
): Promise<ExitCode> {
  const { admin, overlapSeconds } = keyRotateSettings(flags, environment);
  const key = await new AdminClient(admin, terminal).call("rotateAdminKey", {
    id,
    body: overlapSeconds === null ? {} : { overlap_seconds: overlapSeconds },
  });
  printNewKey(terminal, TEXTS.adminKey.rotated, key);
  return 0;
}

/** `dingdan admin-key revoke ID`: ends a key and the console sessions that it opened. */
export async function adminKeyRevoke(
  { terminal, environment }: Invocation,
  id: string,
  flags: AdminFlags,
): Promise<ExitCode> {
  const admin = new AdminClient(adminSettings(flags, environment), terminal);
  const key = await admin.call("revokeAdminKey", { id });
  if (terminal.isJson) terminal.json(key);
  else {
    printDone(terminal, TEXTS.adminKey.revoked);
    printKey(terminal, key);
  }
  return 0;
}

function printNewKey(terminal: Terminal, what: Text, key: NewAdminKeyRepresentation): void {
  if (terminal.isJson) {
    terminal.json(key);
    return;
  }
  printDone(terminal, what);
  printKey(terminal, key, key.key);
  const { out } = terminal;
  out.line(`  ${out.style("yellow", terminal.say(TEXTS.adminKey.once))}`);
}

function printDone(terminal: Terminal, what: Text): void {
  const { out } = terminal;
  out.line(`${out.style("green", "✓")} ${terminal.say(what)}`);
}

function printKey(terminal: Terminal, shown: AdminKeyRepresentation, key?: string): void {
  const { id, role, state, lastUsedAt, expiresAt, previousValidUntil } = TEXTS.adminKey;
  const say = (words: Text) => terminal.say(words);
  printFacts(terminal.out, [
    [say(id), shown.id],
    [say(TEXTS.label.name), shown.name],
    [say(TEXTS.adminKey.key), key],
    [say(role), shown.role],
    [say(state), say(TEXTS.adminKey.states[shown.state])],
    [say(lastUsedAt), instant(shown.last_used_at)],
    [say(expiresAt), instant(shown.expires_at)],
    [say(previousValidUntil), instant(shown.previous_valid_until)],
  ]);
}
