import { Readable } from "node:stream";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { documentOf, type Line, splitLines } from "./json-lines.js";

async function linesOf(...chunks: readonly (string | Uint8Array)[]): Promise<Line[]> {
  const lines: Line[] = [];
  const buffers = chunks.map((chunk) => Buffer.from(chunk as string));
  for await (const line of splitLines(Readable.from(buffers))) lines.push(line);
  return lines;
}

test("lines do not depend on where the chunks of the stream end", async () => {
  const text = '{"名称":"保护壳"}\n\n{"b":"\u2028"}\r\n{"c":1}';
  const bytes = Buffer.from(text);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 6 }), async (cuts) => {
      const ends = [0, ...cuts, bytes.length].toSorted((a, b) => a - b);
      const chunks = ends.slice(1).map((end, index) => bytes.subarray(ends[index], end));
      const lines = await linesOf(...chunks);
      expect(lines.map((line) => line.text)).toEqual([
        '{"名称":"保护壳"}',
        "",
        '{"b":"\u2028"}',
        '{"c":1}',
      ]);
      expect(lines.map((line) => line.number)).toEqual([1, 2, 3, 4]);
      expect(lines.at(-1)?.bytesRead).toBe(bytes.length);
    }),
  );
});

test("an empty stream has no lines, and the last line needs no line feed", async () => {
  expect(await linesOf()).toEqual([]);
  expect(await linesOf("a\n")).toHaveLength(1);
  expect(await linesOf("a")).toHaveLength(1);
});

test("a byte order mark at the start is not part of the first line", async () => {
  const [line] = await linesOf("\uFEFF{}\n");
  expect(line?.text).toBe("{}");
});

test("a line that is not UTF-8 is reported, and the next line is read", async () => {
  const [bad, good] = await linesOf(Buffer.from([0x7b, 0xff, 0x7d, 0x0a]), "{}\n");
  expect(bad).toMatchObject({ text: null, number: 1 });
  expect(bad?.fault?.en).toContain("UTF-8");
  expect(good).toMatchObject({ text: "{}", number: 2 });
});

test("a line that is too long is reported and not kept", async () => {
  const [bad, good] = await linesOf(...Array<string>(17).fill("x".repeat(1024 * 1024)), "\n{}\n");
  expect(bad?.fault?.en).toContain("longer than 16 MiB");
  expect(good?.text).toBe("{}");
});

test.each([
  ['{"a":1}', { document: { a: 1 } }],
  ["[1]", { fault: expect.objectContaining({ en: "the line is not a JSON object" }) }],
  ['{"a":', { fault: expect.objectContaining({ en: expect.stringContaining("column 6") }) }],
])("the document of the line %s", (text, expected) => {
  expect(documentOf({ text, fault: null, number: 1, bytesRead: 0 })).toEqual(expected);
});
