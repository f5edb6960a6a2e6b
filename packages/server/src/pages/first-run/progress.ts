import {
  FIRST_RUN_STEPS,
  FIRST_RUN_TITLES,
  type FirstRunProgress,
  type FirstRunStep,
  type Language,
  type Text,
  text,
} from "@dingdan/contract";
import type { App } from "../../domain/app.js";
import type { OrderListStore } from "../../storage/console-store.js";
import type { AppStore, BuyerTokenStore } from "../../storage/store.js";
import type { CallLog } from "./call-log.js";
import { STEP_WORDS } from "./steps.js";

export interface Progress {
  readonly done: ReadonlySet<FirstRunStep>;
  readonly app: Pick<App, "permission" | "lastResult"> | null;
  readonly refusedRid: string | null;
}

export interface ProgressStores {
  readonly apps: Pick<AppStore, "find">;
  readonly buyerTokens: Pick<BuyerTokenStore, "hasSession">;
  readonly orderLists: Pick<OrderListStore, "list">;
}

/**
 * Finds out which steps an app has taken, however it took them: by the buttons of the first page, in a
 * terminal, or by a program of its own. What was found stays: a session of a buyer ends after hours.
 */
export class ProgressReader {
  readonly #appid: string;
  readonly #stores: ProgressStores;
  readonly #calls: CallLog;
  readonly #done = new Set<FirstRunStep>();

  constructor(appid: string, stores: ProgressStores, calls: CallLog) {
    this.#appid = appid;
    this.#stores = stores;
    this.#calls = calls;
  }

  async read(nowMs: number): Promise<Progress> {
    await this.#calls.look();
    const app = await this.#stores.apps.find(this.#appid);
    const isUploaded = this.#done.has("upload") || (await this.#hasOrder());
    this.#note("upload", isUploaded);
    // An upload shows a token, also when the log no longer has the call for it.
    this.#note("token", this.#calls.hasToken || isUploaded);
    this.#note("pay", this.#done.has("pay") || (await this.#hasOrder("matched")));
    this.#note("review", app !== null && app.approvedAtMs !== null);
    const { buyerTokens } = this.#stores;
    this.#note(
      "buyer",
      this.#done.has("buyer") || (await buyerTokens.hasSession(this.#appid, nowMs)),
    );
    this.#note("refusal", this.#calls.refusedRid !== null);
    return { done: this.#done, app, refusedRid: this.#calls.refusedRid };
  }

  #note(step: FirstRunStep, isDone: boolean): void {
    if (isDone) this.#done.add(step);
  }

  async #hasOrder(state?: "matched"): Promise<boolean> {
    const query = { appid: this.#appid, sort: "newest", limit: 1 } as const;
    const { orders } = await this.#stores.orderLists.list(
      state === undefined ? query : { ...query, state },
    );
    return orders.length > 0;
  }
}

/** The steps for people. */
export function showProgress(
  { done, app, refusedRid }: Progress,
  language: Language,
): FirstRunProgress {
  const next = FIRST_RUN_STEPS.find((name) => !done.has(name)) ?? null;
  const steps = FIRST_RUN_STEPS.map((name) => {
    const isDone = done.has(name);
    const { button, again } = STEP_WORDS[name];
    const note = name === "review" ? reviewNote(app) : null;
    return {
      name,
      title: FIRST_RUN_TITLES[name][language],
      state: isDone ? ("done" as const) : name === next ? ("next" as const) : ("open" as const),
      button: (isDone ? again : button)[language],
      note: note?.[language] ?? null,
      link:
        name === "refusal" && refusedRid !== null
          ? `/console/requests/${encodeURIComponent(refusedRid)}`
          : null,
    };
  });
  return { steps, done: done.size, is_finished: next === null };
}

function reviewNote(app: Progress["app"]): Text | null {
  switch (app?.permission) {
    case "reviewing":
      return text("The review is in progress.", "审核进行中。");
    case "approved":
      return text("Approved: buyers see the orders.", "已通过：买家可以看到订单。");
    case "rejected":
      return text(
        `${app.lastResult}. Upload and pay another order, then submit again.`,
        `${app.lastResult}。请再上传并支付一个订单，然后重新提交。`,
      );
    default:
      return null;
  }
}
