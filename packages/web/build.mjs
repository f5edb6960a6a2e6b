// Builds the files that browsers load, if a source is newer than the last build.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const OUTPUT = here("dist/console");
const STAMP = `${OUTPUT}/.vite/manifest.json`;
const SOURCES = [
  here("build.mjs"),
  ...filesIn(here("console")),
  ...filesIn(here("../contract/dist")).filter((file) => file.endsWith(".js")),
  here("../../package-lock.json"),
];

const builtAt = statSync(STAMP, { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (SOURCES.some((file) => statSync(file).mtimeMs > builtAt)) {
  const { build } = await import("vite");
  await build({ configFile: here("console/vite.config.ts"), logLevel: "warn" });
  // Compressed once here instead of for every request.
  for (const file of filesIn(`${OUTPUT}/assets`)) {
    writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
  }
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`);
}
