// `npm run check:damage [SEED]`: sends 20,000 damaged calls to a server; DINGDAN_DAMAGE_CALLS sets
// another number. Without a seed, each run has its own, which the test's title names.
import { spawnSync } from "node:child_process";
import { npm, root } from "./install.mjs";

const [seed] = process.argv.slice(2);
npm(["run", "--silent", "build"]);
const vitest = [
  `${root}/node_modules/vitest/vitest.mjs`,
  "run",
  "damaged-calls",
  "--reporter=verbose",
];
const { status } = spawnSync(process.execPath, vitest, {
  cwd: root,
  stdio: "inherit",
  env: {
    DINGDAN_DAMAGE_CALLS: "20000",
    ...process.env,
    ...(seed === undefined ? {} : { DINGDAN_DAMAGE_SEED: seed }),
  },
});
process.exit(status ?? 1);
