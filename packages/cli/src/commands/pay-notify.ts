import {
  formatChinaTime,
  isMchid,
  isObject,
  type NoticeKind,
  type TestNoticeRepresentation,
  type Unchecked,
} from "@dingdan/contract";
import { noticeMchid } from "@dingdan/wechatpay";
import { AdminClient } from "../admin-client.js";
import type { BatchFlags } from "../batch-command.js";
import { UsageError } from "../errors.js";
import { readObject } from "../input.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { type AdminFlags, adminSettings } from "../settings/admin.js";
import type { Terminal } from "../terminal/terminal.js";
import { printAnswer, printKeys } from "../test-notice/print.js";
import { TEXTS as NOTICE_TEXTS } from "../test-notice/texts.js";
import { checkMchid } from "../wechatpay/merchant-number.js";

export interface NotifyFlags extends AdminFlags, BatchFlags {
  readonly now?: true;
  /** The receiver's address. */
  readonly notify?: string;
  readonly kind?: NoticeKind;
  readonly mchid?: string;
  /** Sets the test keys in the sandbox itself, which is the receiver without another address. */
  readonly receive?: true;
  /** Without an address: only prints the keys. */
  readonly showKeys?: true;
}

/** Whether the flags ask for a notice or its keys, instead of recording a payment. */
export const isNotice = ({ notify, receive, showKeys }: NotifyFlags): boolean =>
  (notify ?? receive ?? showKeys) !== undefined;

/** A duplicate waits twice for 5 s, and the first call makes keys. */
const TIMEOUT_MS = 20_000;

/** `dingdan pay FILE --notify URL`: lets a sandbox send the notice of a payment or a refund. */
export async function payNotify(
  { terminal, environment, stdin }: Invocation,
  file: string,
  flags: NotifyFlags,
): Promise<ExitCode> {
  checkFlags(flags);
  const admin = new AdminClient(adminSettings(flags, environment), terminal, TIMEOUT_MS);
  const { name, value: paid } = await readObject(file, stdin);
  const mchid = flags.mchid ?? merchantOf(paid);
  if (mchid === null) throw new UsageError(NOTICE_TEXTS.noMchid(name));
  const keys =
    (flags.showKeys ?? flags.receive) ? await admin.call("getTestKeys", { mchid }) : null;
  const own =
    keys !== null && flags.receive
      ? await admin.call("setWeChatPay", { mchid, body: keys })
      : undefined;
  const url = flags.notify ?? own?.notify_url;
  if (keys !== null && flags.showKeys && !terminal.isJson) printKeys(terminal, mchid, keys);
  if (url === undefined) {
    if (terminal.isJson) terminal.json(keys);
    return 0;
  }
  const reply = await admin.call("sendTestNotice", {
    mchid,
    body: { notify_url: url, ...sourceOf(paid, flags) },
  });
  const shown = keys !== null && flags.showKeys ? { ...reply, test_keys: keys } : reply;
  if (terminal.isJson) terminal.json(shown);
  else printReply(terminal, { mchid, url }, reply);
  return reply.is_right ? 0 : 1;
}

function printReply(
  terminal: Terminal,
  { mchid, url }: { readonly mchid: string; readonly url: string },
  reply: TestNoticeRepresentation,
): void {
  const { test_keys: newKeys, is_right: isRight } = reply;
  if (newKeys !== undefined) printKeys(terminal, mchid, newKeys);
  printAnswer(terminal, url, reply);
  if (newKeys !== undefined && !isRight) {
    terminal.out.line(`  ${terminal.say(NOTICE_TEXTS.keys.isNew)}`);
  }
}

function checkFlags({ failures, concurrency, kind, mchid, notify, receive }: NotifyFlags): void {
  if (failures !== undefined) throw new UsageError(NOTICE_TEXTS.noBatch("--failures"));
  if (concurrency !== undefined) throw new UsageError(NOTICE_TEXTS.noBatch("--concurrency"));
  if (kind !== undefined && (notify ?? receive) === undefined) {
    throw new UsageError(NOTICE_TEXTS.needsNotify("--kind"));
  }
  if (mchid !== undefined) checkMchid(mchid);
}

/** The merchant number that is notified; null when the object names none that could be one. */
function merchantOf(paid: Unchecked): string | null {
  const named = noticeMchid(paid);
  return named !== null && isMchid(named) ? named : null;
}

/** What the notice is about: a refund has a number of its own. */
function sourceOf(paid: Unchecked, { kind, now }: NotifyFlags) {
  if (paid["out_refund_no"] !== undefined) {
    return { refund: paid, kind: kind ?? REFUND_KINDS[String(statusOf(paid))] ?? "refund" };
  }
  return { transaction: now ? paidNow(paid) : paid, ...(kind === undefined ? {} : { kind }) };
}

const statusOf = ({ refund_status, status }: Unchecked) => refund_status ?? status;

const REFUND_KINDS: Readonly<Record<string, NoticeKind>> = {
  ABNORMAL: "refund_abnormal",
  CLOSED: "refund_closed",
  CLOSE: "refund_closed",
};

/** Paid at this second: WeChat Pay prints no fractions. */
function paidNow({ sub_orders: parts, ...paid }: Unchecked): Unchecked {
  const completed = { success_time: formatChinaTime(Math.floor(Date.now() / 1000) * 1000) };
  if (!Array.isArray(parts)) return { ...paid, ...completed };
  return {
    ...paid,
    sub_orders: parts.map((part: unknown) => (isObject(part) ? { ...part, ...completed } : part)),
  };
}
