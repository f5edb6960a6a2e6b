// `npm run torture -- --help`: attacks real servers (test/torture) and measures what they promise.
import { spawn, spawnSync } from "node:child_process";
import { npm, root } from "./install.mjs";

npm(["run", "--silent", "build"]);
const typescript = `${root}/node_modules/typescript/bin/tsc`;
const { status } = spawnSync(process.execPath, [typescript, "-p", "test/torture"], {
  cwd: root,
  stdio: "inherit",
});
if (status !== 0) process.exit(status ?? 1);

// When interrupted, the program stops the processes that it started, so this script waits for it.
const program = spawn(
  process.execPath,
  [`${root}/test/torture/dist/test/torture/torture.js`, ...process.argv.slice(2)],
  { cwd: root, stdio: "inherit" },
);
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => {});
program.once("exit", (code) => process.exit(code ?? 1));
