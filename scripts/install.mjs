// Installs the dependencies when they are absent or older than the lockfile. Needs only Node and npm.
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** Runs an npm command in the workspace; if it fails, exits the program with its exit code. */
export function npm(args, { quiet = false } = {}) {
  const npmScript = process.env.npm_execpath;
  const [command, first] = npmScript ? [process.execPath, [npmScript]] : ["npm", []];
  // npm prints progress: it must not get into the program's own output.
  const stdio = ["ignore", quiet ? "ignore" : 2, 2];
  const { status, error } = spawnSync(command, [...first, ...args], { cwd: root, stdio });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

/** @returns true if it installed something, which also builds */
export function installMissing() {
  if (modifiedAt("node_modules/.package-lock.json") >= modifiedAt("package-lock.json"))
    return false;
  process.stderr.write("Installing dependencies (npm ci) …\n");
  npm(["ci"]);
  return true;
}

function modifiedAt(path) {
  return statSync(`${root}/${path}`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
