import { dirname } from "node:path";
import { type WeChatPayRepresentation, type WeChatPaySettings } from "@dingdan/contract";
import { AdminClient } from "../admin-client.js";
import { readObject } from "../input.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { readPages } from "../read-pages.js";
import { type AdminFlags, adminSettings } from "../settings/admin.js";
import { printFacts } from "../terminal/facts.js";
import type { Terminal } from "../terminal/terminal.js";
import { instant } from "../terminal/values.js";
import { checkMchid } from "../wechatpay/merchant-number.js";
import { settingsOfFile } from "../wechatpay/settings-of-file.js";
import { WECHATPAY_TEXTS } from "../wechatpay/wechatpay-texts.js";
import { withPemFiles } from "../wechatpay/with-pem-files.js";

const adminOf = ({ terminal, environment }: Invocation, flags: AdminFlags) =>
  new AdminClient(adminSettings(flags, environment), terminal);

/** `dingdan wechatpay set MCHID FILE`: sets the keys of a merchant number; omitted members stay. */
export async function weChatPaySet(
  invocation: Invocation,
  mchid: string,
  file: string,
  flags: AdminFlags,
): Promise<ExitCode> {
  checkMchid(mchid);
  const admin = adminOf(invocation, flags);
  const { value } = await readObject(file, invocation.stdin);
  const folder = file === "-" ? process.cwd() : dirname(file);
  const { settings, isOfTestKeys } = settingsOfFile(value);
  const body = (await withPemFiles(settings, folder)) as WeChatPaySettings;
  const set = await admin.call("setWeChatPay", { mchid, body });
  const { terminal } = invocation;
  printDone(terminal, "set", set);
  if (isOfTestKeys && !terminal.isJson) {
    const { out } = terminal;
    out.line(`  ${out.dim("→")} ${terminal.say(WECHATPAY_TEXTS.testKeysSet(mchid))}`);
  }
  return 0;
}

/** `dingdan wechatpay show [MCHID]`: shows ids and times, never keys. */
export async function weChatPayShow(
  invocation: Invocation,
  mchid: string | undefined,
  flags: AdminFlags,
): Promise<ExitCode> {
  const { terminal } = invocation;
  if (mchid !== undefined) checkMchid(mchid);
  const admin = adminOf(invocation, flags);
  if (mchid !== undefined) {
    const shown = await admin.call("getWeChatPay", { mchid });
    if (terminal.isJson) terminal.json(shown);
    else printMerchant(terminal, shown);
    return 0;
  }
  const all = await readPages((query) => admin.call("listWeChatPay", { query }));
  if (terminal.isJson) terminal.json(all);
  else if (all.length === 0) terminal.out.line(terminal.say(WECHATPAY_TEXTS.none));
  else for (const merchant of all) printMerchant(terminal, merchant);
  return 0;
}

/** `dingdan wechatpay delete MCHID`: deletes the keys of a merchant number. */
export async function weChatPayDelete(
  invocation: Invocation,
  mchid: string,
  flags: AdminFlags,
): Promise<ExitCode> {
  checkMchid(mchid);
  const deleted = await adminOf(invocation, flags).call("deleteWeChatPay", { mchid });
  return printDone(invocation.terminal, "deleted", deleted);
}

function printDone(
  terminal: Terminal,
  what: keyof typeof WECHATPAY_TEXTS.done,
  merchant: WeChatPayRepresentation,
): ExitCode {
  if (terminal.isJson) terminal.json(merchant);
  else {
    const { out } = terminal;
    out.line(`${out.style("green", "✓")} ${terminal.say(WECHATPAY_TEXTS.done[what])}`);
    printMerchant(terminal, merchant);
  }
  return 0;
}

function printMerchant(terminal: Terminal, merchant: WeChatPayRepresentation): void {
  const { label, expires, privateAddress } = WECHATPAY_TEXTS;
  const certificates = merchant.certificates.map(({ serial, expires_at: at }) =>
    at === undefined ? serial : terminal.say(expires(serial, instant(at) ?? at)),
  );
  const url = merchant.forward_url;
  const forward =
    url !== undefined && merchant.forward_private_address === true
      ? terminal.say(privateAddress(url))
      : url;
  printFacts(terminal.out, [
    [terminal.say(label.mchid), merchant.mchid],
    [terminal.say(label.notifyUrl), merchant.notify_url],
    [terminal.say(label.publicKeys), merchant.public_keys.map(({ id }) => id).join("\n") || null],
    [terminal.say(label.certificates), certificates.join("\n") || null],
    [terminal.say(label.previousUntil), instant(merchant.previous_api_v3_key_until)],
    [terminal.say(label.apiClient), merchant.api_client?.serial_no],
    [terminal.say(label.forward), forward],
    [terminal.say(label.changedAt), instant(merchant.changed_at)],
    [terminal.say(label.fault), merchant.fault],
  ]);
}
