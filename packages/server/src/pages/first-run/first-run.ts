import type { FirstRunStep } from "@dingdan/contract";
import type { FastifyRequest } from "fastify";
import type { AdvanceClock } from "../../admin/clock.js";
import type { Clock } from "../../clock.js";
import type { PostToUrl } from "../../outbound/server-call.js";
import type { RequestLog } from "../../request-log/request-log.js";
import type { Statistics } from "../../statistics/statistics.js";
import { type DemoApp, isFromThisMachine } from "../demo-app.js";
import { ACTIONS, type ActionParts, type ActionResult } from "./actions.js";
import { CallLog } from "./call-log.js";
import { OwnWire } from "./own-wire.js";
import { type Progress, ProgressReader } from "./progress.js";

export interface FirstRunParts {
  readonly stores: ActionParts["stores"];
  readonly requestLog: Pick<RequestLog, "list">;
  readonly statistics: Statistics;
  readonly clock: Clock;
  /** Null outside a sandbox. */
  readonly advance: AdvanceClock | null;
  readonly post: PostToUrl;
  readonly demoApp: () => DemoApp | null;
}

/** The first order of a sandbox's demo app, step by step. */
export class FirstRun {
  /** Ends with the last step that was asked for. */
  #last: Promise<unknown> = Promise.resolve();
  readonly #parts: FirstRunParts;
  #reader: { readonly appid: string; readonly progress: ProgressReader } | null = null;

  constructor(parts: FirstRunParts) {
    this.#parts = parts;
  }

  /**
   * The demo app, for a browser or a program on the sandbox's own machine; null for everyone else, and
   * outside a sandbox.
   */
  appFor(request: FastifyRequest): DemoApp | null {
    if (this.#parts.advance === null || !isFromThisMachine(request)) return null;
    return this.#parts.demoApp();
  }

  progress({ appid }: DemoApp): Promise<Progress> {
    const { stores, requestLog, clock } = this.#parts;
    if (this.#reader?.appid !== appid) {
      const calls = new CallLog(requestLog, appid);
      this.#reader = { appid, progress: new ProgressReader(appid, stores, calls) };
    }
    return this.#reader.progress.read(clock.nowMs());
  }

  /**
   * Takes a step for the user, after the steps that were asked for before: a second click on "pay" then
   * finds that nothing waits. @param app from {@link appFor}
   */
  act(step: FirstRunStep, request: FastifyRequest, app: DemoApp): Promise<ActionResult> {
    const { advance, post, ...parts } = this.#parts;
    if (advance === null) throw new Error("only a sandbox has a first run");
    const wire = new OwnWire(request, post, app);
    const result = this.#last.then(() => ACTIONS[step]({ ...parts, advance, app, wire }));
    this.#last = result.catch(() => {});
    return result;
  }
}
