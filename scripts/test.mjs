// `npm test`: installs what is missing, builds, and runs all tests. Arguments go to vitest.
import { spawnSync } from "node:child_process";
import { installMissing, npm, root } from "./install.mjs";

if (!installMissing()) npm(["run", "--silent", "build"]);
const vitest = [`${root}/node_modules/vitest/vitest.mjs`, "run", ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, vitest, { cwd: root, stdio: "inherit" });
process.exit(status ?? 1);
