import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const DIST = new URL("../packages/web/dist/console/", import.meta.url);

/** Limit of the first load, compressed; the test fails above it. */
const FIRST_LOAD_BYTES_MAX = 400_000;

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}

const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", DIST), "utf8")) as Readonly<
  Record<string, Chunk>
>;

/** The files of a chunk of the build and of all chunks that it imports statically. */
function filesOf(name: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[name];
  if (chunk === undefined || seen.has(chunk.file)) return seen;
  for (const file of [chunk.file, ...(chunk.css ?? [])]) seen.add(file);
  for (const imported of chunk.imports ?? []) filesOf(imported, seen);
  return seen;
}

const bytesOf = (files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, DIST))).length, 0);

const pages = Object.keys(manifest).filter((name) => name.endsWith("-page.tsx"));

test("each page of the console is a separate chunk", () => {
  expect(pages.length).toBeGreaterThanOrEqual(12);
});

test.each(pages)("with %s, the console's first load is at most 400 kB", (page) => {
  const files = filesOf("index.html", filesOf(page));
  expect(files.size).toBeGreaterThan(2);
  expect(bytesOf(files)).toBeLessThan(FIRST_LOAD_BYTES_MAX);
});
