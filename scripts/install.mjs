// Installs the dependencies when they are absent or older than the lockfile. Needs Node and npm alone.
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** Runs a command of npm in the workspace; ends the program with its exit code when it fails. */
export function npm(args, { quiet = false } = {}) {
  const npmScript = process.env.npm_execpath;
  const [command, first] = npmScript ? [process.execPath, [npmScript]] : ["npm", []];
  // What npm prints is progress: it must not get into a program's own output.
  const stdio = ["ignore", quiet ? "ignore" : 2, 2];
  const { status, error } = spawnSync(command, [...first, ...args], { cwd: root, stdio });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

/** @returns whether anything had to be installed; installing builds, too */
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
