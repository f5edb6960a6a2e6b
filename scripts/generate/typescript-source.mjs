// The parts of TypeScript source that the generators of the SDK share.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
const WIDTH = 95;
/** Replaces a space at which no line may break. No text of the contract contains this character. */
const UNBROKEN = "\u0001";

/** A docstring of paragraphs, wrapped; empty ones are left out. */
export function docstring(paragraphs) {
  const texts = paragraphs.filter((paragraph) => paragraph !== "");
  if (texts.length === 0) return "";
  const lines = texts.flatMap((text, index) => {
    // Tags follow each other without an empty line.
    const isTagAfterTag = text.startsWith("@") && texts[index - 1]?.startsWith("@");
    return index === 0 || isTagAfterTag ? wrap(text) : ["", ...wrap(text)];
  });
  if (lines.length === 1) return `/** ${lines[0]} */`;
  return ["/**", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"].join("\n");
}

function wrap(text) {
  // At the beginning of a line an @ begins a tag, and a slash after a star ends the comment.
  const words = text.replaceAll("*/", "*\\/").split(/\s+(?!@)/);
  const lines = [words.shift()];
  for (const word of words) {
    if (lines.at(-1).length + word.length < WIDTH) lines[lines.length - 1] += ` ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => line.replaceAll(UNBROKEN, " "));
}

/** Keeps the words of a text on one line of a docstring. */
export const unbroken = (text) => text.replaceAll(" ", UNBROKEN);

/** A text of the contract as a sentence. */
export function sentence(text) {
  return text === "" || /[.!?]$/.test(text) ? text : `${text}.`;
}

/** The source as `npm run format` would leave it. */
export function formatted(path, source) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [biome, "check", "--write", `--stdin-file-path=${path}`],
    { cwd: root, input: source, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`biome cannot format ${path}: ${stderr}`);
  return stdout;
}
