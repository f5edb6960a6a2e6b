import { isCombinedUpload } from "../domain/order-content.js";
import type { ListedOrder } from "../storage/console-store.js";
import type { KnownAccount } from "./account-book.js";
import { askEach } from "./asking.js";
import { UPLOAD_AGE_MAX_MS } from "./due.js";
import { failureOf } from "./failures.js";
import { failed, recordPayment } from "./record-payment.js";
import { addOutcome, type Failure, type Outcome } from "./report.js";
import { askFor, isWanted, mayAsk, mayAskAny, type Run, type RunParts } from "./run-parts.js";
import { callersOf, mchidsOf, numberOf, type Way, waysOf } from "./ways.js";

/**
 * Asks for the payments of a page of uploads that wait for one, the oldest first.
 * @param after the number of the last upload of the page before; 0 for the first page
 * @returns where the next page begins; null at the end
 */
export async function askUploads(
  parts: RunParts,
  run: Run,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<number | null> {
  const fromMs = parts.clock.nowMs() - UPLOAD_AGE_MAX_MS;
  const { orders, next } = await parts.store.orderLists.list({
    state: "waiting",
    sort: "oldest",
    fromMs,
    after,
    limit,
  });
  const numbersOf = appNumbers(parts);
  await askEach(orders, parts.api.closing, async (order) => {
    const outcome = await askUpload(parts, run, order, await numbersOf(order.appid));
    if (outcome !== null) addOutcome(run.report, outcome);
  });
  return next;
}

/** The merchant numbers of apps, each read once for a page. */
function appNumbers({ store }: RunParts): (appid: string) => Promise<readonly string[]> {
  const known = new Map<string, Promise<readonly string[]>>();
  const read = async (appid: string) => (await store.apps.find(appid))?.mchids ?? [];
  return (appid) => {
    const mchids = known.get(appid) ?? read(appid);
    known.set(appid, mchids);
    return mchids;
  };
}

/** @returns null when it is not asked for: not due, of no merchant that can query, or paid meanwhile */
async function askUpload(
  parts: RunParts,
  run: Run,
  { appid, orderKey, firstReceivedAtMs }: ListedOrder,
  appMchids: readonly string[],
): Promise<Outcome | null> {
  const accounts = await run.accounts.of(mchidsOf({ orderKey, appMchids }));
  const canQuery = (mchid: string) => accounts.has(mchid);
  const callers = callersOf({ orderKey, appMchids }, canQuery);
  const caller = callers.find((mchid) => mayAskAny(run, mchid));
  if (caller === undefined) return null;
  if (!run.isDue(firstReceivedAtMs, caller, accounts.get(caller) as KnownAccount)) return null;
  const { upload } = await parts.store.orders.findFacts(appid, orderKey);
  if (upload?.state !== "waiting") return null;
  const asked = { orderKey, isCombined: isCombinedUpload(upload), appMchids };
  const wanted = waysOf(asked, canQuery).filter(({ mchid }) => isWanted(run, mchid));
  const ways = wanted.filter((way) => mayAsk(run, way));
  const isComplete = wanted.every(({ mchid }) => mayAskAny(run, mchid));
  return askInTurn(parts, run, { ways, isComplete, accounts, number: numberOf(orderKey) });
}

interface Question {
  readonly ways: readonly Way[];
  /** False when a merchant number that may have the payment is not asked for any more. */
  readonly isComplete: boolean;
  readonly accounts: ReadonlyMap<string, KnownAccount>;
  readonly number: string;
}

/**
 * Asks in one way after another until one finds the transaction. A way that WeChat Pay refuses is no
 * failure when another one says that the transaction is not there; every other failure may hide it.
 * @returns null when not everything could be asked: there is no way, or the platform is stopping
 */
async function askInTurn(
  parts: RunParts,
  run: Run,
  { ways, isComplete, accounts, number }: Question,
): Promise<Outcome | null> {
  let isAbsent = false;
  let refusal: Failure | null = null;
  for (const way of ways) {
    const { mchid, subMchid, path, expected } = way;
    const question = { mchid, subMchid, number };
    const answer = await askFor(parts, accounts.get(mchid) as KnownAccount, path);
    switch (answer.kind) {
      case "stopping":
        return null;
      case "object": {
        run.stops.succeeded(way);
        const found = { object: answer.object, expected, question };
        const nowMs = parts.clock.nowMs();
        return recordPayment(found, parts.store, { statistics: parts.statistics, nowMs });
      }
      case "absent":
        run.stops.succeeded(way);
        isAbsent = true;
        break;
      default: {
        const failure = failureOf(question, answer);
        run.stops.failed(failure);
        if (answer.kind !== "refused" || answer.status === 401) return failed(failure);
        refusal ??= failure;
      }
    }
  }
  if (isAbsent) return isComplete ? { kind: "not_paid" } : null;
  return refusal && failed(refusal);
}
