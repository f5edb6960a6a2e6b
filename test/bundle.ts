import { existsSync, readdirSync, statSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "vite";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/**
 * Puts a built program and the modules that it loads into one file, unless that was done since the last
 * build. Node starts it several times as fast.
 * @param entry the program's first module
 * @param folder receives the file, and contains no other
 * @returns the file
 */
export async function bundled(entry: string, folder: string): Promise<string> {
  const file = `${folder}/${basename(entry)}`;
  if (!isUpToDate(file)) await bundle(entry, folder);
  return file;
}

function isUpToDate(file: string): boolean {
  if (!existsSync(file)) return false;
  const bundledMs = statSync(file).mtimeMs;
  return readdirSync(`${ROOT}packages`)
    .map((name) => `${ROOT}packages/${name}/dist/.tsbuildinfo`)
    .every((built) => existsSync(built) && statSync(built).mtimeMs < bundledMs);
}

async function bundle(entry: string, outDir: string): Promise<void> {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: "warn",
    plugins: [originalUrls()],
    ssr: { noExternal: [/^@dingdan\//, "commander", "kysely"], target: "node" },
    build: { ssr: entry, outDir, emptyOutDir: true, target: "node20", minify: false },
  });
}

/** A module finds its files (migrations, threads, pages) beside itself, not beside the bundle. */
function originalUrls(): Plugin {
  return {
    name: "dingdan:original-urls",
    transform: (code, id) =>
      code.includes("import.meta.url")
        ? code.replaceAll("import.meta.url", JSON.stringify(pathToFileURL(id).href))
        : null,
  };
}
