import {
  ERASURE_KEPT_TEXTS,
  ERASURE_REMAINS_TEXTS,
  type ErasureReceipt,
  erasedText,
  erasureText,
  type Text,
} from "@dingdan/contract";
import { printFacts } from "../terminal/facts.js";
import { printTable } from "../terminal/table.js";
import type { Terminal } from "../terminal/terminal.js";
import { instant } from "../terminal/values.js";
import { printable } from "../terminal/width.js";
import { BUYER_TEXTS as TEXTS } from "./buyer-texts.js";
import type { ReceiptCheck } from "./receipt-check.js";

/** Prints what one erasure did, with the signature. */
export function printReceipt(terminal: Terminal, receipt: ErasureReceipt): void {
  const { id, appid, buyer_hash: hash, erased_at: at, kept, remains, signature } = receipt;
  const label = (name: keyof typeof TEXTS.label) => terminal.say(TEXTS.label[name]);
  const listed = (words: readonly Text[]) =>
    words.length === 0
      ? terminal.say(TEXTS.nothing)
      : words.map((of) => terminal.say(of)).join("\n");
  terminal.out.line(`${terminal.out.style("green", "✓")} ${terminal.say(TEXTS.erased)}`);
  printFacts(terminal.out, [
    [label("receipt"), id],
    [label("app"), appid],
    [label("buyer"), hash],
    [label("time"), instant(at)],
    [label("removed"), removedIn(receipt, terminal)],
    [label("kept"), listed(kept.map((name) => erasureText(ERASURE_KEPT_TEXTS, name)))],
    [label("remains"), listed(remains.map((name) => erasureText(ERASURE_REMAINS_TEXTS, name)))],
    [label("signature"), signature],
  ]);
  terminal.note(TEXTS.keep);
}

/** Prints a list of receipts. */
export function printReceipts(terminal: Terminal, receipts: readonly ErasureReceipt[]): void {
  const { time, app, receipt, removed } = TEXTS.label;
  printTable(
    terminal.out,
    [
      { title: terminal.say(time) },
      { title: terminal.say(app) },
      { title: terminal.say(receipt) },
      { title: terminal.say(removed), isWide: true },
    ],
    receipts.map((of) => [
      instant(of.erased_at) ?? "",
      of.appid,
      `${of.id}\n${of.buyer_hash}`,
      removedIn(of, terminal),
    ]),
    "",
  );
}

function removedIn({ removed }: ErasureReceipt, terminal: Terminal): string {
  const counts = Object.entries(removed).map(([table, count]) =>
    terminal.say(erasedText(table, String(count))),
  );
  return counts.length === 0 ? terminal.say(TEXTS.nothing) : counts.join("\n");
}

/** Prints what a check of one receipt has found. */
export function printCheck(terminal: Terminal, name: string, { kid, faults }: ReceiptCheck): void {
  const { out } = terminal;
  if (faults.length === 0) {
    out.line(`${out.style("green", "✓")} ${printable(terminal.say(TEXTS.receiptFits(name)))}`);
    printFacts(out, [[terminal.say(TEXTS.label.key), kid]]);
    return;
  }
  out.line(`${out.style("red", "✗")} ${printable(terminal.say(TEXTS.receiptFails(name)))}`);
  printFacts(
    out,
    faults.map(({ path, message }) => [path, terminal.say(message)]),
  );
}
