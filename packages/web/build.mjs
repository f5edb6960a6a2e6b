// Builds the files that browsers load, if a source is newer than the last build.
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const OUTPUT = here("dist/console");
const REFERENCE = here("dist/reference");
const STAMP = `${OUTPUT}/.vite/manifest.json`;
const SOURCES = [
  here("build.mjs"),
  ...filesIn(here("console")),
  ...filesIn(here("reference")),
  ...filesIn(here("../contract/dist")).filter((file) => file.endsWith(".js")),
  here("../../package-lock.json"),
];

const builtAt = statSync(STAMP, { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (SOURCES.some((file) => statSync(file).mtimeMs > builtAt)) {
  const { build } = await import("vite");
  await build({ configFile: here("console/vite.config.ts"), logLevel: "warn" });
  copyReference();
  // Compressed once here instead of for every request.
  for (const file of [...filesIn(`${OUTPUT}/assets`), ...filesIn(`${REFERENCE}/static`)]) {
    writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
  }
}

/** The reference of the interfaces: our page, and the files of Swagger UI with their licence. */
function copyReference() {
  const library = dirname(fileURLToPath(import.meta.resolve("@fastify/swagger-ui/package.json")));
  rmSync(REFERENCE, { recursive: true, force: true });
  mkdirSync(`${REFERENCE}/static`, { recursive: true });
  cpSync(here("reference/index.html"), `${REFERENCE}/index.html`);
  cpSync(here("reference/start.js"), `${REFERENCE}/static/start.js`);
  for (const name of ["swagger-ui-bundle.js", "swagger-ui.css", "index.css"]) {
    cpSync(join(library, "static", name), `${REFERENCE}/static/${name}`);
  }
  for (const name of ["NOTICE.txt", "swagger-ui.LICENSE"]) {
    cpSync(here(`reference/${name}`), `${REFERENCE}/static/${name}`);
  }
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`);
}
