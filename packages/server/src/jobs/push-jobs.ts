import type { FastifyBaseLogger } from "fastify";
import type { Clock } from "../clock.js";
import type { LimitHits } from "../limits/limit-hits.js";
import type { PostToUrl } from "../outbound/server-call.js";
import type { Sealer } from "../secrets/seal.js";
import type { Store } from "../storage/store.js";
import { accessReminders } from "./access-reminders.js";
import { pushToApps } from "./app-messages.js";
import { pushToComponents } from "./component-pushes.js";
import type { Scheduler } from "./scheduler.js";
import { CALLBACK, MESSAGE_URL, type PushReceiver, pushSender } from "./send-push.js";

interface PushParts {
  readonly store: Store;
  readonly clock: Clock;
  /** How pushes are posted. */
  readonly post: PostToUrl;
  readonly limitHits: LimitHits;
  readonly sealer: Sealer;
  readonly log: Pick<FastifyBaseLogger, "warn">;
}

const INTERVAL_MS = 5_000;
const GIVEN_UP = "push dropped: every attempt within 24 hours failed";

/** The jobs that push to third-party platforms and to apps. */
export function pushJobs(
  { store, clock, post, limitHits, sealer, log }: PushParts,
  every: (intervalMs: number, job: string, run: () => Promise<unknown>) => Scheduler,
) {
  const closing = new AbortController();
  const sendTo = (receiver: PushReceiver) => pushSender(receiver, post, limitHits, closing.signal);
  const toComponents = every(INTERVAL_MS, "pushes to third-party platforms", () =>
    pushToComponents(store, clock, {
      send: sendTo(CALLBACK),
      sealer,
      onGivenUp: ({ componentAppid, appid, infoType }, fault) =>
        log.warn({ component: componentAppid, appid, infoType, fault }, GIVEN_UP),
    }),
  );
  const remind = accessReminders(store);
  const reminders = every(60_000, "reminders to report shipping", () => remind(clock.nowMs()));
  const toApps = every(INTERVAL_MS, "pushes to apps", () =>
    pushToApps(store, clock, {
      send: sendTo(MESSAGE_URL),
      sealer,
      onGivenUp: ({ appid, event }, fault) => log.warn({ appid, event, fault }, GIVEN_UP),
      onTooOld: (appid, messages, fault) =>
        log.warn(
          { appid, messages, fault },
          "messages dropped: they waited for 24 hours behind one whose push failed",
        ),
    }),
  );
  return {
    jobs: [reminders, toComponents, toApps],
    run: async () => {
      await reminders.run();
      await Promise.all([toComponents.run(), toApps.run()]);
    },
    wake: () => {
      toComponents.wake();
      toApps.wake();
    },
    wakeMessages: () => toApps.wake(),
    stop: () => closing.abort(),
  };
}
