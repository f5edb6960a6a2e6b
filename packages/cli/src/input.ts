import fs from "node:fs";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { faultText, isObject, type JsonReading, readJson, type Unchecked } from "@dingdan/contract";
import { systemErrorCode, UsageError } from "./errors.js";
import { type Line, splitLines } from "./json-lines.js";
import { TEXTS } from "./texts.js";

/** The content of a FILE argument: one JSON document, or many, one per line. */
export type Input =
  | {
      readonly kind: "one";
      readonly name: string;
      readonly source: string;
      readonly reading: JsonReading;
    }
  | {
      readonly kind: "many";
      readonly name: string;
      /** The lines that are not blank, in order; can be iterated once. */
      readonly lines: AsyncIterable<Line>;
      /** Null when the input is not a regular file, so its size is unknown. */
      readonly bytesTotal: number | null;
      /** Stops reading, even while the input waits for a line. */
      readonly close: () => void;
    };

/** Opens a file, or standard input for `-`, and detects whether it contains one document or many. */
export async function openInput(file: string, stdin: () => Readable): Promise<Input> {
  const name = file === "-" ? "stdin" : file;
  const { stream, bytesTotal } =
    file === "-" ? { stream: stdin(), bytesTotal: null } : await openFile(file);
  const lines = splitLines(stream);
  const close = () => {
    stream.destroy();
  };
  if (/\.(?:ndjson|jsonl)$/i.test(file)) {
    return { kind: "many", name, lines: withoutBlank([], lines), bytesTotal, close };
  }
  const { peeked, hasMany } = await peek(lines);
  if (hasMany) {
    return { kind: "many", name, lines: withoutBlank(peeked, lines), bytesTotal, close };
  }
  const source = await readOne(peeked, lines, name);
  return { kind: "one", name, source, reading: readJson(source) };
}

/**
 * Reads the one JSON object of a file, or of standard input for `-`.
 * @throws UsageError for several documents, invalid JSON, and a document that is not an object
 */
export async function readObject(
  file: string,
  stdin: () => Readable,
): Promise<{ readonly name: string; readonly value: Unchecked }> {
  const input = await openInput(file, stdin);
  if (input.kind === "many") {
    input.close();
    throw new UsageError(TEXTS.input.onlyOne(input.name));
  }
  return { name: input.name, value: objectOf(input) };
}

/**
 * The JSON object of an input with one document.
 * @throws UsageError when the document is not valid JSON or not an object
 */
export function objectOf(input: Input & { readonly kind: "one" }): Unchecked {
  const { reading, name } = input;
  if (reading.kind === "fault")
    throw new UsageError(TEXTS.input.badJson(name, faultText(reading.fault)));
  const { value } = reading;
  if (isObject(value)) return value;
  throw new UsageError(
    Array.isArray(value) ? TEXTS.input.isList(name) : TEXTS.input.isNoObject(name),
  );
}

/**
 * Opens a descriptor, not a FileHandle: in Node 26, a handle that is collected before it is closed ends
 * the process, and a command that rejects its other arguments never reads its file.
 */
async function openFile(file: string) {
  try {
    const fd = await promisify(fs.open)(file, "r");
    const stat = await promisify(fs.fstat)(fd);
    if (stat.isDirectory()) {
      await promisify(fs.close)(fd);
      throw new UsageError(TEXTS.input.isDirectory(file));
    }
    // The size of a pipe or a device does not say how much it will deliver.
    return {
      stream: fs.createReadStream(file, { fd }),
      bytesTotal: stat.isFile() ? stat.size : null,
    };
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ENOENT") throw new UsageError(TEXTS.input.missing(file));
    if (code === "EISDIR") throw new UsageError(TEXTS.input.isDirectory(file));
    if (code !== null) throw new UsageError(TEXTS.input.unreadable(file, code));
    throw error;
  }
}

/** How many lines are checked to detect NDJSON, so that a few broken ones at the start do not matter. */
const PEEKED_LINES = 10;

/**
 * Reads the first lines of an input. It contains many documents if one of these lines is a complete
 * object and there are other lines: one document spread over several lines has no such line.
 */
async function peek(lines: AsyncGenerator<Line>) {
  const peeked: Line[] = [];
  let notBlank = 0;
  let objects = 0;
  while (notBlank < PEEKED_LINES) {
    const { value: line, done } = await lines.next();
    if (done === true) break;
    peeked.push(line);
    if (isBlank(line)) continue;
    notBlank += 1;
    if (isCompleteObject(line)) objects += 1;
    if (objects > 0 && notBlank > 1) return { peeked, hasMany: true };
  }
  return { peeked, hasMany: false };
}

function isCompleteObject({ text: line }: Line): boolean {
  if (line === null || !line.trimStart().startsWith("{")) return false;
  try {
    return isObject(JSON.parse(line));
  } catch {
    return false;
  }
}

const isBlank = (line: Line) => line.text !== null && line.text.trim() === "";

async function* withoutBlank(
  peeked: readonly Line[],
  rest: AsyncIterable<Line>,
): AsyncGenerator<Line> {
  for (const line of peeked) if (!isBlank(line)) yield line;
  for await (const line of rest) if (!isBlank(line)) yield line;
}

async function readOne(
  peeked: readonly Line[],
  rest: AsyncIterable<Line>,
  name: string,
): Promise<string> {
  const texts: string[] = [];
  const add = (line: Line) => {
    if (line.text === null) {
      throw new UsageError(TEXTS.input.badLine(name, line.number, line.fault));
    }
    texts.push(line.text);
  };
  for (const line of peeked) add(line);
  for await (const line of rest) add(line);
  const source = texts.join("\n");
  if (source.trim() === "") throw new UsageError(TEXTS.input.isEmpty(name));
  return source;
}
