// `npm run check:ucp [SEED]`: validates 10,000 random orders against the schemas of the Universal Commerce
// Protocol, which are in ../shared/data/ucp or in the folder that DINGDAN_UCP_SCHEMAS names.
import { spawnSync } from "node:child_process";
import { root } from "./install.mjs";

const [seed] = process.argv.slice(2);
const vitest = [
  `${root}/node_modules/vitest/vitest.mjs`,
  "run",
  "packages/server/test/ucp/order-schema.test.ts",
  "--reporter=verbose",
];
const { status } = spawnSync(process.execPath, vitest, {
  cwd: root,
  stdio: "inherit",
  env: {
    DINGDAN_UCP_ORDERS: "10000",
    ...process.env,
    ...(seed === undefined ? {} : { DINGDAN_TEST_SEED: seed }),
  },
});
process.exit(status ?? 1);
