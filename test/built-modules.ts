import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vitest/config";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const SOURCE = /^(.*\/packages\/[^/]+)\/src\/(.*)\.[jt]s$/;

/**
 * Lets the tests import what the build has made of a source file: Node loads it several times as fast as
 * Vite loads the source, and every test file loads most of the server. A file that is not a part of the
 * build, such as a helper of tests, is loaded from its source. `npm test` builds first. After a change
 * without a build, all is loaded from the source.
 */
export function builtModules(): Plugin {
  const isUsed = PACKAGES.every(isBuilt);
  return {
    name: "dingdan:built-modules",
    enforce: "pre",
    resolveId(source, importer) {
      if (!isUsed || !source.startsWith(".") || importer === undefined) return null;
      const path = resolve(dirname(importer), source);
      const match = path.startsWith(ROOT) ? SOURCE.exec(path) : null;
      if (match === null || path.includes("/node_modules/")) return null;
      const built = `${match[1]}/dist/${match[2]}.js`;
      return existsSync(built) ? { id: built, external: true } : null;
    },
  };
}

const PACKAGES = ["client", "cli", "server", "wechatpay"].map((name) => `${ROOT}packages/${name}`);

/** Whether no source is newer than the build. */
function isBuilt(folder: string): boolean {
  const build = `${folder}/dist/.tsbuildinfo`;
  if (!existsSync(build)) return false;
  const builtMs = statSync(build).mtimeMs;
  return readdirSync(`${folder}/src`, { recursive: true, encoding: "utf8" })
    .filter((name) => /(?<!\.test)\.ts$/.test(name))
    .every((name) => statSync(`${folder}/src/${name}`).mtimeMs <= builtMs);
}
