import type { Readable } from "node:stream";
import { faultText, isObject, readJson, type Text, text, type Unchecked } from "@dingdan/contract";

/** One line of a stream: its text, or why it has none. */
export type Line = LineContent & {
  /** From 1. */
  readonly number: number;
  /** Bytes of the stream up to and including this line. */
  readonly bytesRead: number;
};

type LineContent =
  | { readonly text: string; readonly fault: null }
  | { readonly text: null; readonly fault: Text };

/**
 * A longer line is reported as an error and not kept in memory. No valid request is nearly as large.
 */
const LINE_BYTES_MAX = 16 * 1024 * 1024;

const FAULTS = {
  encoding: text("the line is not UTF-8", "该行不是 UTF-8 编码"),
  length: text(
    `the line is longer than ${LINE_BYTES_MAX / 1024 / 1024} MiB`,
    `该行超过 ${LINE_BYTES_MAX / 1024 / 1024} MiB`,
  ),
  notAnObject: text("the line is not a JSON object", "该行不是 JSON 对象"),
} as const satisfies Record<string, Text>;

/**
 * The lines of a stream, one at a time. Only a line feed ends a line, with or without a carriage
 * return before it. Node's readline also breaks lines at U+2028, which is valid in a JSON string.
 */
export async function* splitLines(stream: Readable): AsyncGenerator<Line> {
  let parts: Buffer[] = [];
  let length = 0;
  let number = 0;
  let bytesRead = 0;
  const take = (end: Buffer): Line => {
    const content = contentOf(parts, length, end);
    parts = [];
    length = 0;
    number += 1;
    return { ...content, number, bytesRead };
  };
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let start = 0;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, start)) {
      bytesRead += at + 1 - start;
      yield take(chunk.subarray(start, at));
      start = at + 1;
    }
    bytesRead += chunk.length - start;
    length += chunk.length - start;
    if (length > LINE_BYTES_MAX) parts = [];
    else if (start < chunk.length) parts.push(chunk.subarray(start));
  }
  if (length > 0) yield take(Buffer.alloc(0));
}

function contentOf(parts: readonly Buffer[], length: number, end: Buffer): LineContent {
  if (length + end.length > LINE_BYTES_MAX) return { text: null, fault: FAULTS.length };
  const bytes = parts.length === 0 ? end : Buffer.concat([...parts, end]);
  try {
    // The decoder drops a byte order mark, which some editors write at the start of a file.
    const line = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { text: line.endsWith("\r") ? line.slice(0, -1) : line, fault: null };
  } catch {
    return { text: null, fault: FAULTS.encoding };
  }
}

/** The JSON object on a line, or why the line has none. */
export function documentOf(line: Line): { document: Unchecked } | { fault: Text } {
  if (line.text === null) return { fault: line.fault };
  const reading = readJson(line.text);
  if (reading.kind === "value") {
    return isObject(reading.value) ? { document: reading.value } : { fault: FAULTS.notAnObject };
  }
  return { fault: faultText(reading.fault, true) };
}
