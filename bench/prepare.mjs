// Prepares the benchmarks and runs one: `node bench/prepare.mjs bench --help`. Needs Node and npm.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { installMissing, npm } from "../scripts/install.mjs";

const folder = fileURLToPath(new URL(".", import.meta.url));
const [script, ...args] = process.argv.slice(2);

// The benchmark measures this checkout in its current state, so it is always built.
if (!installMissing()) npm(["run", "build"], { quiet: true });
if (modifiedAt("node_modules/.package-lock.json") < modifiedAt("package-lock.json")) {
  process.stderr.write("Installing the other servers (npm ci in bench/) …\n");
  npm(["ci", "--prefix", folder]);
}
for (const engine of ["sqlite", "postgres"]) {
  const generated = `stacks/express-prisma/generated/${engine}`;
  const schema = `stacks/express-prisma/prisma/${engine}/schema.prisma`;
  if (existsSync(`${folder}${generated}`) && modifiedAt(generated) >= modifiedAt(schema)) continue;
  // The benchmarks do not use Prisma's migration engine, which would be a separate download.
  run("node_modules/prisma/build/index.js", ["generate", "--schema", schema], {
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  });
}
run("../node_modules/typescript/bin/tsc", ["-p", "."]);

// When interrupted, the program stops the processes that it started, so this script waits for it.
const program = spawn(process.execPath, [`${folder}dist/src/${script}.js`, ...args], {
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => {});
program.once("exit", (code) => process.exit(code ?? 1));

function run(file, fileArgs, environment = {}) {
  const { status } = spawnSync(process.execPath, [`${folder}${file}`, ...fileArgs], {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) process.exit(status ?? 1);
}

function modifiedAt(path) {
  return statSync(`${folder}${path}`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
