import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vitest/config";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** What the build has made: Node loads it without Vite. */
const BUILT = /\/packages\/[^/]+\/dist\/.*\.js$/;
const SOURCE = /^(.*\/packages\/[^/]+)\/src\/(.*)\.[jt]s$/;

/**
 * Lets the tests import what the build has made of a source file: Node loads it several times as fast as
 * Vite loads the source, and every test file loads most of the server. A file that is not a part of the
 * build, such as a helper of tests, is loaded from its source. `npm test` builds first. After a change
 * without a build, and in Vitest's watch mode, in which changes follow, all is loaded from the source.
 */
export function builtModules(): Plugin {
  let isUsed = false;
  return {
    name: "dingdan:built-modules",
    enforce: "pre",
    // Vitest transforms what is outside of node_modules, even what `resolveId` calls external, unless it
    // is named here.
    config: () => ({ test: { server: { deps: { external: [BUILT] } } } }),
    configureVitest({ vitest }) {
      isUsed = !vitest.config.watch && PACKAGES.every(isBuilt);
    },
    resolveId(source, importer) {
      if (!isUsed || !source.startsWith(".") || importer === undefined) return null;
      const path = resolve(dirname(importer), source);
      const match = path.startsWith(ROOT) ? SOURCE.exec(path) : null;
      if (match === null || path.includes("/node_modules/")) return null;
      const [, folder = "", name = ""] = match;
      const built = `${folder}/dist/${name}.js`;
      // The build keeps what it made of a source that was deleted.
      const isPart = existsSync(`${folder}/src/${name}.ts`) && existsSync(built);
      return isPart ? { id: built, external: true } : null;
    },
  };
}

const PACKAGES = readdirSync(`${ROOT}packages`).map((name) => `${ROOT}packages/${name}`);

/** Whether no source is newer than the build. A file that was moved or copied here keeps its mtime. */
function isBuilt(folder: string): boolean {
  const build = `${folder}/dist/.tsbuildinfo`;
  if (!existsSync(build)) return false;
  const builtMs = statSync(build).mtimeMs;
  return readdirSync(`${folder}/src`, { recursive: true, encoding: "utf8" })
    .filter((name) => /(?<!\.test)\.ts$/.test(name))
    .map((name) => statSync(`${folder}/src/${name}`))
    .every(({ mtimeMs, ctimeMs }) => Math.max(mtimeMs, ctimeMs) <= builtMs);
}
