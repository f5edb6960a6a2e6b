import { Readable } from "node:stream";
import { AdminClient } from "../admin-client.js";
import { Answers } from "../buyers/ask.js";
import { BUYER_TEXTS as TEXTS } from "../buyers/buyer-texts.js";
import { printCheck, printReceipt, printReceipts } from "../buyers/print-receipts.js";
import { openPrivateFile } from "../buyers/private-file.js";
import { readReceiptKeys, readReceipts } from "../buyers/read-receipts.js";
import { checkReceipt, type ReceiptKeys, receiptKeysOf } from "../buyers/receipt-check.js";
import { UsageError } from "../errors.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { readPages } from "../read-pages.js";
import { type AdminFlags, adminSettings } from "../settings/admin.js";
import {
  type BuyerEraseFlags,
  type BuyerExportFlags,
  buyerSettings,
  type ErasuresFlags,
  erasuresSettings,
  type VerifyReceiptFlags,
  verifyReceiptSettings,
} from "../settings/buyers.js";
import { progressBar } from "../terminal/progress-bar.js";
import type { Terminal } from "../terminal/terminal.js";

/** All of a buyer's rows are searched before the answer. */
const ERASE_TIMEOUT_MS = 300_000;

/** `dingdan buyers export`: writes everything that is stored about a buyer. */
export async function buyersExport(
  { terminal, environment, stdin, untilStopped }: Invocation,
  flags: BuyerExportFlags,
): Promise<ExitCode> {
  const { admin, appid, out, ...given } = buyerSettings(flags, environment);
  const openid = given.openid ?? (await new Answers(stdin(), terminal).openid());
  const file = out === null ? null : await openPrivateFile(out);
  const stop = new AbortController();
  // A file that is not complete must not stay behind. Without one, a signal ends the process as usual.
  if (file !== null) void untilStopped().then(() => stop.abort());
  try {
    const client = new AdminClient(admin, terminal);
    const pieces = await client.stream("exportBuyer", { body: { appid, openid } }, stop.signal);
    if (file === null) await terminal.out.writeAll(pieces);
    else await file.fill(counted(pieces, terminal));
  } catch (error) {
    await file?.discard();
    throw stop.signal.aborted ? new UsageError(TEXTS.problem.stopped) : error;
  }
  if (out !== null) printExported(terminal, out);
  return 0;
}

function printExported(terminal: Terminal, file: string): void {
  const { out } = terminal;
  if (terminal.isJson) terminal.json({ file });
  else out.line(`${out.style("green", "✓")} ${terminal.say(TEXTS.exported(file))}`);
}

/** Shows how much has come. */
async function* counted(pieces: AsyncIterable<Uint8Array>, terminal: Terminal) {
  const progress = progressBar(terminal.err);
  let bytes = 0;
  try {
    for await (const piece of pieces) {
      bytes += piece.length;
      progress.update(null, terminal.say(TEXTS.received((bytes / 1e6).toFixed(1))));
      yield piece;
    }
  } finally {
    progress.finish();
  }
}

/** `dingdan buyers erase`: erases a buyer, when that is confirmed. */
export async function buyersErase(
  { terminal, environment, stdin }: Invocation,
  { yes, ...flags }: BuyerEraseFlags,
): Promise<ExitCode> {
  const isConfirmed = yes === true;
  const { admin, appid, ...given } = buyerSettings(flags, environment);
  const answers = given.openid === null || !isConfirmed ? new Answers(stdin(), terminal) : null;
  if (!isConfirmed && answers?.isTyped !== true) throw new UsageError(TEXTS.problem.needsYes);
  const openid = given.openid ?? (await answers?.openid()) ?? "";
  if (!isConfirmed) {
    terminal.err.line(terminal.say(TEXTS.ask.warning(appid, openid)));
    const typed = await answers?.ask(TEXTS.ask.again);
    if (typed !== openid || openid === "") throw new UsageError(TEXTS.problem.notConfirmed);
  }
  const client = new AdminClient(admin, terminal, ERASE_TIMEOUT_MS);
  const receipt = await client.call("eraseBuyer", { body: { appid, openid } });
  if (terminal.isJson) terminal.json(receipt);
  else printReceipt(terminal, receipt);
  return 0;
}

/** `dingdan buyers erasures`: lists the receipts, newest first. */
export async function buyersErasures(
  { terminal, environment }: Invocation,
  flags: ErasuresFlags,
): Promise<ExitCode> {
  const { admin, limit, exportTo } = erasuresSettings(flags, environment);
  const client = new AdminClient(admin, terminal);
  if (exportTo !== null) return exportErasures(client, terminal, exportTo);
  const receipts = await readPages((query) => client.call("listErasures", { query }), limit);
  if (terminal.isJson) terminal.json(receipts);
  else if (receipts.length > 0) printReceipts(terminal, receipts);
  else terminal.out.line(terminal.say(TEXTS.none));
  return 0;
}

async function exportErasures(
  client: AdminClient,
  terminal: Terminal,
  path: string,
): Promise<ExitCode> {
  const file = await openPrivateFile(path);
  try {
    const list = await client.call("exportErasures", {});
    await file.fill(Readable.from([Buffer.from(`${JSON.stringify(list)}\n`)]));
    const { length: count } = list.erasures;
    const { out } = terminal;
    if (terminal.isJson) terminal.json({ file: path, erasures: count });
    else
      out.line(`${out.style("green", "✓")} ${terminal.say(TEXTS.erasuresExported(count, path))}`);
  } catch (error) {
    await file.discard();
    throw error;
  }
  return 0;
}

/** `dingdan buyers receipt-keys`: prints the public keys. */
export async function buyersReceiptKeys(
  { terminal, environment }: Invocation,
  flags: AdminFlags,
): Promise<ExitCode> {
  const client = new AdminClient(adminSettings(flags, environment), terminal);
  terminal.json(await client.call("listReceiptKeys", {}));
  return 0;
}

/** `dingdan buyers verify-receipt FILE`: checks receipts here, whatever the server says of them. */
export async function buyersVerifyReceipt(
  invocation: Invocation,
  file: string,
  flags: VerifyReceiptFlags,
): Promise<ExitCode> {
  const { terminal, environment, stdin } = invocation;
  const source = verifyReceiptSettings(flags, environment);
  const receipts = await readReceipts(file, stdin);
  const keys =
    "file" in source
      ? await readReceiptKeys(source.file, stdin)
      : await keysOfServer(new AdminClient(source.admin, terminal));
  const checks = receipts.map(({ id, ...others }, index) => {
    const name = typeof id === "string" ? id : terminal.say(TEXTS.receiptAt(index + 1));
    return { name, check: checkReceipt({ id, ...others }, keys) };
  });
  if (terminal.isJson) {
    terminal.json(
      checks.map(({ name, check: { kid, faults } }) => ({
        receipt: name,
        kid,
        faults: faults.map(({ path, message }) => ({ path, message: terminal.say(message) })),
      })),
    );
  } else for (const { name, check } of checks) printCheck(terminal, name, check);
  return checks.every(({ check }) => check.faults.length === 0) ? 0 : 1;
}

async function keysOfServer(client: AdminClient): Promise<ReceiptKeys> {
  const keys = receiptKeysOf(await client.call("listReceiptKeys", {}));
  if (keys === null) throw new UsageError(TEXTS.problem.noKeys("GET /buyers/receipt-keys"));
  return keys;
}
