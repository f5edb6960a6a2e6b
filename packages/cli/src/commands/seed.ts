import type { ExitCode, Invocation } from "../invocation.js";
import { writeImages } from "../seed/images.js";
import { planSeed } from "../seed/plan.js";
import { buyersOf, printReport, richestBuyer } from "../seed/report.js";
import { runSeed } from "../seed/run.js";
import { World } from "../seed/world.js";
import { type SeedFlags, seedSettings } from "../settings/seed.js";
import { progressBar } from "../terminal/progress-bar.js";
import { TEXTS } from "../texts.js";

/** `dingdan seed`: fills a sandbox with the history of several shops, and shows where to look at it. */
export async function seed(
  { terminal, environment }: Invocation,
  flags: SeedFlags,
): Promise<ExitCode> {
  const settings = seedSettings(flags, environment);
  const startedAtMs = performance.now();
  const world = await World.enter(settings.admin, terminal);
  if (settings.imagesFolder !== null) await writeImages(settings.imagesFolder);
  const plan = planSeed(settings, world.nowMs());
  const bar = progressBar(terminal.err);
  const outcome = await runSeed(world, plan, {
    concurrency: settings.concurrency,
    onProgress: (done, total) =>
      bar.update(done / total, terminal.say(TEXTS.seed.progress(done, total))),
  }).finally(() => bar.finish());

  const buyer = richestBuyer(plan);
  const body = { buyers: buyersOf(buyer) };
  const { url: buyerUrl } = await world.admin.call("createBuyerSession", { body });
  printReport(terminal, {
    plan,
    outcome,
    seed: settings.seed,
    url: world.url,
    secretOf: (app) => world.secretOf(app),
    buyer,
    buyerUrl,
    imagesFolder: settings.imagesFolder,
    durationMs: performance.now() - startedAtMs,
  });
  return 0;
}
