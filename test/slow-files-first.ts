import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * The files that take longest, the longest first. A long file that starts last runs alone, and the other
 * processors wait for it. Vitest knows the times of an earlier run, but a clean clone has had none, and the
 * size of a file says little. Files of a browser and of other processes take turns, so that not all workers
 * wait for the same thing. A name that no file has is harmless.
 */
const SLOW = [
  "test/browser/console-looks",
  "packages/server/src/storage/sqlite/store",
  "packages/server/src/storage/postgres/store",
  "packages/cli/test/exec",
  "test/browser/console-webhooks",
  "packages/server/test/tenants",
  "packages/server/test/buyer-data/crash",
  "test/torture",
  "test/browser/console-events",
  "packages/cli/test/doctor",
  "packages/server/test/wechatpay-report-orders",
  "packages/server/test/buyer-data/erase",
  "test/browser/console-hostile",
  "packages/cli/test/migrate",
  "packages/server/test/reads-without-writes",
  "test/browser/console-operator",
  "packages/server/test/buyer-data/concurrent",
  "packages/cli/test/serve",
  "packages/server/test/operation-codes",
  "test/browser/buyer",
  "packages/cli/test/request-log",
  "packages/server/test/request-log-encodings",
  "test/browser/console-buyers",
  "packages/server/test/buyer-data/proof",
  "test/browser/console-merchant",
  "packages/cli/test/webhook-story",
  "packages/server/test/shipping-management/states",
  "test/browser/console-wechatpay",
  "packages/cli/test/durability",
  "packages/server/src/storage/rules-of-state",
  "test/browser/buyer-hostile",
  "packages/cli/test/database-outage",
  "packages/server/test/held-connections",
  "packages/server/test/wechatpay-forgeries",
  "packages/cli/test/operate",
];

const ROOT = new URL("..", import.meta.url).pathname;

/** Starts the files that are known to be slow first, and the others in Vitest's order. */
export class SlowFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const index = SLOW.indexOf(relative(ROOT, moduleId).replace(/\.test\.ts$/, ""));
      return index === -1 ? SLOW.length : index;
    };
    // oxlint-disable-next-line unicorn/no-array-sort -- a method of Vitest, not an array's
    const usual = await super.sort(files);
    return usual.toSorted((one, other) => place(one) - place(other));
  }
}
