// `npm start`: installs what is missing, builds, and starts a sandbox with a demo app.
import { spawn } from "node:child_process";
import { installMissing, npm, root } from "./install.mjs";

if (!installMissing()) npm(["run", "--silent", "build"]);
const command = [`${root}/packages/cli/bin/dingdan.js`, "sandbox", ...process.argv.slice(2)];
const sandbox = spawn(process.execPath, command, { cwd: root, stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => sandbox.kill(signal));
sandbox.on("exit", (code) => process.exit(code ?? 1));

// npm runs scripts in a shell, which exits on a signal without passing it on. A sandbox whose parent
// process has exited must not keep listening.
const starter = process.ppid;
setInterval(() => {
  if (process.ppid !== starter) sandbox.kill("SIGTERM");
}, 500).unref();
