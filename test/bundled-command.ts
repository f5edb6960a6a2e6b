import { existsSync, readdirSync, statSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "vite";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The `dingdan` command as one file. */
    bundledCommand: string;
  }
}

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDER = `${ROOT}node_modules/.cache/dingdan-command`;
const BUNDLE = `${FOLDER}/main.js`;

/**
 * Puts the built modules of the command, about a thousand, into one file, which Node starts three times as
 * fast. Tests that run the command for what it does use this file, several hundred times in a run; tests of
 * how an installation starts use `packages/cli/bin/dingdan.js`.
 */
export default async function setup(project: TestProject): Promise<void> {
  if (!isUpToDate()) await bundle();
  project.provide("bundledCommand", BUNDLE);
}

function isUpToDate(): boolean {
  if (!existsSync(BUNDLE)) return false;
  const bundledMs = statSync(BUNDLE).mtimeMs;
  return readdirSync(`${ROOT}packages`)
    .map((name) => `${ROOT}packages/${name}/dist/.tsbuildinfo`)
    .every((built) => existsSync(built) && statSync(built).mtimeMs < bundledMs);
}

async function bundle(): Promise<void> {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: "warn",
    plugins: [originalUrls()],
    ssr: { noExternal: [/^@dingdan\//, "commander", "kysely"], target: "node" },
    build: {
      ssr: `${ROOT}packages/cli/dist/main.js`,
      outDir: FOLDER,
      emptyOutDir: true,
      target: "node20",
      minify: false,
    },
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
