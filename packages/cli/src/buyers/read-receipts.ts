import { faultText, isObject, type Unchecked } from "@dingdan/contract";
import { UsageError } from "../errors.js";
import { type Input, openInput, readObject } from "../input.js";
import type { Invocation } from "../invocation.js";
import { documentOf } from "../json-lines.js";
import { TEXTS } from "../texts.js";
import { BUYER_TEXTS } from "./buyer-texts.js";
import { type ReceiptKeys, receiptKeysOf } from "./receipt-check.js";

type Stdin = Invocation["stdin"];

const { noKeys, noReceipt } = BUYER_TEXTS.problem;

/**
 * The receipts of a file: one, a list, or one a line.
 * @throws UsageError when something in it is no receipt
 */
export async function readReceipts(file: string, stdin: Stdin): Promise<readonly Unchecked[]> {
  const input = await openInput(file, stdin);
  const { name } = input;
  const found: unknown[] = [];
  if (input.kind === "many") {
    for await (const line of input.lines) {
      const read = documentOf(line);
      found.push("document" in read ? read.document : null);
    }
  } else found.push(valueOf(input));
  const receipts = found.flat();
  if (receipts.length === 0 || !receipts.every(isReceipt)) throw new UsageError(noReceipt(name));
  return receipts;
}

function valueOf({ name, reading }: Input & { readonly kind: "one" }): unknown {
  if (reading.kind === "value") return reading.value;
  throw new UsageError(TEXTS.input.badJson(name, faultText(reading.fault)));
}

/** A receipt whose signature is missing or wrong is one: the check says so. */
const isReceipt = (value: unknown): value is Unchecked =>
  isObject(value) && ("signature" in value || "buyer_hash" in value);

/** The public keys in a file. @throws UsageError when it has none */
export async function readReceiptKeys(file: string, stdin: Stdin): Promise<ReceiptKeys> {
  const { name, value } = await readObject(file, stdin);
  const keys = receiptKeysOf(value);
  if (keys === null) throw new UsageError(noKeys(name));
  return keys;
}
