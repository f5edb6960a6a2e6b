import type { FastifyBaseLogger } from "fastify";
import type { RemovedName, UpgradeStore } from "../storage/upgrade-store.js";

/** How many uploads one commit looks at, so other writes run in between. */
const SUMMARIES = 200;
/** How many names one commit removes: each takes some statements. */
const NAMES = 20;
/** How long one run, of one a second, works. What is left waits for the next run. */
const WORK_MS = 50;

/**
 * Makes the job that brings the orders of earlier versions up to date. It ends once for each database;
 * after that, a run does nothing.
 */
export function upgradeOrders(
  upgrades: UpgradeStore,
  log: Pick<FastifyBaseLogger, "info" | "warn">,
): () => Promise<void> {
  let renewed = 0;
  const removeNames = async () => {
    const { removed, isDone } = await upgrades.removeNullNames(NAMES);
    for (const name of removed) logRemoved(name, log);
    return isDone;
  };
  const renewSummaries = async () => {
    const step = await upgrades.renewSummaries(SUMMARIES);
    renewed += step.renewed;
    for (const { appid, orderKey, reason } of step.failed) {
      log.warn({ appid, orderKey, reason }, "summary not renewed: the order cannot be read");
    }
    if (step.isDone && renewed > 0)
      log.info({ renewed }, "summaries of an earlier version renewed");
    return step.isDone;
  };
  // Names first: a summary shows the numbers of its payment.
  const steps = [removeNames, renewSummaries];
  return async () => {
    for (let workedMs = 0; workedMs < WORK_MS; ) {
      const [step] = steps;
      if (step === undefined) return;
      const startedAtMs = performance.now();
      if (await step()) steps.shift();
      workedMs += performance.now() - startedAtMs;
      await new Promise(setImmediate);
    }
  };
}

function logRemoved(
  { name, appid, paymentId, sharedWith, isLast }: RemovedName,
  log: Pick<FastifyBaseLogger, "warn">,
): void {
  const next = [
    ...sharedWith.map((app) => `report the payment of ${app} again (POST /admin/v1/payments)`),
    ...(isLast ? [`the payment has no other name: report it again with its mchid`] : []),
    ...(name.startsWith("2:")
      ? ["combined payments that were reported after it may have been rejected: report those again"]
      : []),
  ];
  log.warn(
    { name, appid, paymentId, sharedWith, ...(next.length === 0 ? {} : { next: next.join("; ") }) },
    "name removed from a payment: a report had null in place of the number",
  );
}
