import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { UsageError } from "./errors.js";
import { type Input, objectOf, openInput, readObject } from "./input.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dingdan-input-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function opened(content: string, name = "input.json"): Promise<Input> {
  const file = join(folder, name);
  await writeFile(file, content);
  return openInput(file, () => Readable.from([]));
}

async function lineNumbers(input: Input): Promise<number[]> {
  const numbers: number[] = [];
  if (input.kind === "many") for await (const line of input.lines) numbers.push(line.number);
  return numbers;
}

test("a document spread over several lines is one document", async () => {
  const input = await opened('{\n  "a": {},\n  "b": 2\n}\n');
  expect(input.kind === "one" && objectOf(input)).toEqual({ a: {}, b: 2 });
});

test("a command for one object refuses several, and closes the file", async () => {
  const lines = Readable.from([Buffer.from('{"a":1}\n{"a":2}\n')]);
  await expect(readObject("-", () => lines)).rejects.toThrow("stdin contains more than one");
  expect(lines.destroyed).toBe(true);
  expect(await readObject("-", () => Readable.from([Buffer.from('{"a":1}')]))).toEqual({
    name: "stdin",
    value: { a: 1 },
  });
});

test("a document on one line is one document, with or without blank lines around it", async () => {
  expect((await opened('{"a":1}')).kind).toBe("one");
  expect((await opened('\n{"a":1}\n\n')).kind).toBe("one");
});

test("one object per line is NDJSON, whatever the name of the file", async () => {
  const input = await opened('{"a":1}\n\n{"a":2}\n', "input.txt");
  expect(await lineNumbers(input)).toEqual([1, 3]);
});

test("a broken line at the start does not hide NDJSON", async () => {
  expect(await lineNumbers(await opened('{"a":\n{"a":2}\n{"a":3}\n'))).toEqual([1, 2, 3]);
});

test.each(["orders.ndjson", "orders.jsonl"])("%s is NDJSON even with one line", async (name) => {
  expect(await lineNumbers(await opened('{"a":1}\n', name))).toEqual([1]);
});

test("a hyphen reads standard input, whose size is unknown", async () => {
  const input = await openInput("-", () => Readable.from([Buffer.from('{"a":1}\n{"a":2}\n')]));
  expect(input).toMatchObject({ kind: "many", bytesTotal: null });
  expect(await lineNumbers(input)).toEqual([1, 2]);
});

test.each([
  ["[1, 2]", "contains a list"],
  ["3", "does not contain a JSON object"],
  ['{"a": }', "line 1, column 7"],
])("%s is rejected: it is not a request", async (content, message) => {
  const input = await opened(content);
  expect(() => input.kind === "one" && objectOf(input)).toThrow(message);
});

test.each([
  ["nowhere.json", "file not found"],
  [".", "is a folder"],
])("the file %s is rejected with the reason", async (name, message) => {
  const opening = openInput(join(folder, name), () => Readable.from([]));
  await expect(opening).rejects.toThrow(UsageError);
  await expect(opening).rejects.toThrow(message);
});

test("an empty file is rejected", async () => {
  await expect(opened("\n  \n")).rejects.toThrow("is empty");
});
