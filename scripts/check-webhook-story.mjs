// `npm run check:webhook-story [SEED]`: plays ten stories of webhooks on each database, with eight kills in
// each: see packages/cli/test/webhook-story.test.ts. DINGDAN_STORIES and DINGDAN_STORY_KILLS set other counts.
import { spawnSync } from "node:child_process";
import { root } from "./install.mjs";

const [seed] = process.argv.slice(2);
const vitest = [
  `${root}/node_modules/vitest/vitest.mjs`,
  "run",
  "packages/cli/test/webhook-story.test.ts",
  "--reporter=verbose",
];
const { status } = spawnSync(process.execPath, vitest, {
  cwd: root,
  stdio: "inherit",
  env: {
    DINGDAN_STORIES: "10",
    DINGDAN_STORY_KILLS: "8",
    ...process.env,
    ...(seed === undefined ? {} : { DINGDAN_TEST_SEED: seed }),
  },
});
process.exit(status ?? 1);
