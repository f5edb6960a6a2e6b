import type { AppKind, AppRepresentation, Text } from "@dingdan/contract";
import { AdminClient } from "../admin-client.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { readPages } from "../read-pages.js";
import { type AdminFlags, adminSettings } from "../settings/admin.js";
import { appFacts } from "../terminal/app-facts.js";
import { printFacts } from "../terminal/facts.js";
import { printTable } from "../terminal/table.js";
import type { Terminal } from "../terminal/terminal.js";
import { tradeSettingFacts } from "../terminal/trade-setting-facts.js";
import { TEXTS } from "../texts.js";

export interface AppCreateFlags extends AdminFlags {
  readonly name: string;
  readonly kind: AppKind;
  readonly mchid?: readonly string[];
  readonly appid?: string;
}

export interface AppAuditFlags extends AdminFlags {
  readonly reason?: string;
}

const adminOf = ({ terminal, environment }: Invocation, flags: AdminFlags) =>
  new AdminClient(adminSettings(flags, environment), terminal);

/** `dingdan app create`: registers an app. Only this command shows the secret. */
export async function appCreate(invocation: Invocation, flags: AppCreateFlags): Promise<ExitCode> {
  const { name, kind, mchid: mchids = [], appid } = flags;
  const app = await adminOf(invocation, flags).call("createApp", {
    body: { name, kind, mchids, ...(appid === undefined ? {} : { appid }) },
  });
  const { terminal } = invocation;
  if (terminal.isJson) terminal.json(app);
  else {
    const { out } = terminal;
    printDone(terminal, TEXTS.app.created);
    printApp(terminal, app, app.secret);
    out.line(`  ${out.style("yellow", terminal.say(TEXTS.app.secretOnce))}`);
    if (kind !== "service_provider") {
      out.line(`  ${out.dim(terminal.say(TEXTS.app.openNext(app.appid)))}`);
    }
  }
  return 0;
}

/** `dingdan app list`: lists all apps, reading all pages. */
export async function appList(invocation: Invocation, flags: AdminFlags): Promise<ExitCode> {
  const { terminal } = invocation;
  const admin = adminOf(invocation, flags);
  const apps = await readPages((query) => admin.call("listApps", { query }));
  if (terminal.isJson) terminal.json(apps);
  else if (apps.length === 0) terminal.out.line(terminal.say(TEXTS.app.none));
  else {
    const { label } = TEXTS;
    printTable(
      terminal.out,
      [label.appid, label.name, label.kind, label.permission, label.mchids].map((title) => ({
        title: terminal.say(title),
      })),
      apps.map(({ appid, name, kind, permission, mchids }) => [
        appid,
        name,
        kind,
        permission,
        mchids.length > 3 ? `${mchids.slice(0, 3).join(" ")} …` : mchids.join(" "),
      ]),
      "",
    );
  }
  return 0;
}

/** `dingdan app show APPID`: shows one app with all its settings. */
export async function appShow(
  invocation: Invocation,
  appid: string,
  flags: AdminFlags,
): Promise<ExitCode> {
  const app = await adminOf(invocation, flags).call("getApp", { appid });
  const { terminal } = invocation;
  if (terminal.isJson) terminal.json(app);
  else {
    const { out } = terminal;
    printApp(terminal, app);
    const { trade_management: trade } = app;
    if (trade !== undefined) {
      out.line(`  ${out.dim(terminal.say(TEXTS.label.tradeManagement))}`);
      printFacts(out, tradeSettingFacts(trade, terminal), "    ");
    }
  }
  return 0;
}

/** `dingdan app open APPID`: signs the agreement and opens the permission, both needed for uploads. */
export async function appOpen(
  invocation: Invocation,
  appid: string,
  flags: AdminFlags,
): Promise<ExitCode> {
  const admin = adminOf(invocation, flags);
  await admin.call("signAgreement", { appid });
  const app = await admin.call("setPermission", { appid, body: { state: "open" } });
  printChanged(invocation.terminal, TEXTS.app.opened, app);
  return 0;
}

/** `dingdan app audit APPID approved|rejected`: decides a review. */
export async function appAudit(
  invocation: Invocation,
  appid: string,
  result: "approved" | "rejected",
  flags: AppAuditFlags,
): Promise<ExitCode> {
  const { reason } = flags;
  const app = await adminOf(invocation, flags).call("decideAudit", {
    appid,
    body: { result, ...(reason === undefined ? {} : { reason }) },
  });
  printChanged(invocation.terminal, TEXTS.app.audited, app);
  return 0;
}

function printChanged(terminal: Terminal, what: Text, app: AppRepresentation): void {
  if (terminal.isJson) terminal.json(app);
  else {
    printDone(terminal, what);
    printApp(terminal, app);
  }
}

function printDone(terminal: Terminal, what: Text): void {
  const { out } = terminal;
  out.line(`${out.style("green", "✓")} ${terminal.say(what)}`);
}

function printApp(terminal: Terminal, app: AppRepresentation, secret?: string): void {
  printFacts(terminal.out, appFacts(app, terminal, secret));
}
