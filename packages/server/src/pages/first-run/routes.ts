import { FIRST_RUN_PATH, type FirstRunProgress, languageOf, text } from "@dingdan/contract";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { AuditTrail } from "../../audit/audit-trail.js";
import { requireOwnSite } from "../../http/own-site.js";
import { Problem } from "../../http/problem.js";
import type { PublicOrigin } from "../../http/public-origin.js";
import { type DemoApp, isFromThisMachine } from "../demo-app.js";
import type { ActionResult } from "./actions.js";
import { beginStep } from "./audit-step.js";
import type { FirstRun } from "./first-run.js";
import { showProgress } from "./progress.js";
import { isStep } from "./steps.js";

/** Moving the clock takes as long as what falls due, so this route has no deadline. */
export const FIRST_RUN_ACTION_PATH = `${FIRST_RUN_PATH}/:step`;

/**
 * Registers how far the first order is, and the actions that take its steps. They need no credentials, so
 * they are only for direct requests from this machine to a local name: another machine cannot send them,
 * and neither can a page whose name was rebound to this address. A page of another site is rejected by its
 * Origin or Sec-Fetch-Site, for reading here and for actions by `guardUnsafeRequests`.
 */
export function registerFirstRun(
  server: FastifyInstance,
  firstRun: FirstRun,
  { publicOrigin, trail }: { readonly publicOrigin: PublicOrigin; readonly trail: AuditTrail },
): void {
  const shown = async (app: DemoApp, request: FastifyRequest): Promise<FirstRunProgress> =>
    showProgress(await firstRun.progress(app), languageOf(request.headers["accept-language"]));

  server.get(FIRST_RUN_PATH, async (request, reply) => {
    requireOwnSite(request, publicOrigin);
    const app = appOf(request, firstRun);
    reply.header("cache-control", "no-store").header("vary", "accept-language");
    return shown(app, request);
  });

  server.post(FIRST_RUN_ACTION_PATH, async (request, reply) => {
    const app = appOf(request, firstRun);
    const { step } = request.params as { readonly step: string };
    if (!isStep(step)) throw new Problem(404, NO_STEP);
    const act = await beginStep(step, request, { appid: app.appid, trail });
    const result = await firstRun.act(step, request, app).catch(async (error: unknown) => {
      await act?.end({ status: error instanceof Problem ? error.status : 500 });
      throw error;
    });
    const isRefused = step !== "refusal" && isRefusal(result);
    // A form without a script, and the buyer's page, which opens in a tab of its own.
    const isForm = !(request.headers.accept ?? "").includes("application/json");
    const status = isForm ? 303 : isRefused ? 409 : 200;
    await act?.end({ status: isRefused ? 409 : status });
    reply.header("cache-control", "no-store");
    if (isForm) return reply.redirect(result.open ?? `/#step-${step}`, status);
    return reply.code(status).send({ ...(await shown(app, request)), ...result });
  });
}

/** Whether the wire refused a step's call, whose answer says why. */
const isRefusal = ({ reply }: ActionResult): boolean => (reply?.["errcode"] ?? 0) !== 0;

/** @throws Problem when there is no first run for this request */
function appOf(request: FastifyRequest, firstRun: FirstRun): DemoApp {
  if (!isFromThisMachine(request)) throw new Problem(403, NOT_HERE);
  const app = firstRun.appFor(request);
  if (app === null) throw new Problem(404, NO_DEMO_APP);
  return app;
}

const NOT_HERE = text(
  "The first run is only for a browser or a program on the sandbox's own machine, without a proxy between them. Open the address that `dingdan sandbox` prints, on that machine.",
  "首次引导仅限沙箱所在机器上的浏览器或程序直接访问，中间不能有代理。请在该机器上打开 `dingdan sandbox` 显示的地址。",
);

const NO_DEMO_APP = text(
  "This platform has no demo app, so it has no first run. Start a sandbox that has one with `dingdan sandbox`.",
  "该平台没有演示应用，因此没有首次引导。请以 `dingdan sandbox` 启动带演示应用的沙箱。",
);

const NO_STEP = text(
  "The first run has no such step; `GET /first-run` lists them.",
  "首次引导没有此步骤；`GET /first-run` 可列出全部步骤。",
);
