import { forEachConcurrently } from "../concurrency.js";
import { RefusalError, UsageError } from "../errors.js";
import { TEXTS } from "../texts.js";
import { HOUR_MS } from "./calendar.js";
import { orderSteps } from "./order-steps.js";
import type { SeedPlan } from "./plan.js";
import { providerSteps } from "./provider-steps.js";
import { refusedSteps } from "./refused-steps.js";
import type { Shop } from "./shops.js";
import { type Step, slotsOf } from "./step.js";
import { tradeSteps } from "./trade-steps.js";
import type { World } from "./world.js";

export interface RunOptions {
  readonly concurrency: number;
  readonly onProgress: (done: number, total: number) => void;
}

/** The results of a run that are not in the plan. */
export interface SeedOutcome {
  /** The number of rejected calls by errcode. */
  readonly refused: ReadonlyMap<number, number>;
}

/** Runs a plan on a sandbox, slot after slot; the steps of one slot run concurrently. */
export async function runSeed(
  world: World,
  plan: SeedPlan,
  { concurrency, onProgress }: RunOptions,
): Promise<SeedOutcome> {
  const refused = new Map<number, number>();
  const onRefused = (errcode: number) => refused.set(errcode, (refused.get(errcode) ?? 0) + 1);
  await openShops(world, plan);
  const closesAtMs = plan.endMs - (plan.endMs - plan.startMs) * 0.15;
  const steps = [
    ...plan.orders.flatMap((order) => {
      const untilMs = order.shop.ending === "closed" ? closesAtMs : Number.POSITIVE_INFINITY;
      return [...orderSteps(order, untilMs), ...tradeSteps(order, untilMs)];
    }),
    ...providerSteps(plan),
    ...refusedSteps(plan, onRefused),
    ...reviewSteps(plan, closesAtMs),
  ];
  const slots = slotsOf(steps, plan.endMs);
  const total = slots.reduce((sum, slot) => sum + slot.length, 0);
  let done = 0;
  for (const slot of slots) {
    await world.advanceTo(Math.min(...slot.map(({ atMs }) => atMs)));
    await forEachConcurrently(streamOf(slot), concurrency, async (step) => {
      await step.run(world);
      done += 1;
      onProgress(done, total);
    });
  }
  await world.advanceTo(plan.endMs);
  for (const shop of plan.shops) await endReview(world, shop);
  return { refused };
}

async function* streamOf(slot: readonly Step[]): AsyncGenerator<Step> {
  yield* slot;
}

/** Registers the apps, the service provider, and the third-party platform with its authorizations. */
async function openShops(world: World, plan: SeedPlan): Promise<void> {
  const { admin } = world;
  for (const shop of plan.shops) {
    const { appid, name, kind, mchids } = shop;
    const app = await newApp(world, { appid, name, kind, mchids });
    world.signIn(shop, app.secret);
    await admin.call("signAgreement", { appid });
    await admin.call("setPermission", { appid, body: { state: "open" } });
  }
  const provider = {
    appid: plan.providerAppid,
    name: "云享服务商",
    kind: "service_provider",
  } as const;
  world.signIn(provider, (await newApp(world, provider)).secret);
  const { component_appsecret: secret } = await admin.call("createComponent", {
    body: { component_appid: plan.componentAppid, name: "云享商城开放平台" },
  });
  const platform = world.thirdPartyPlatform(plan.componentAppid, secret);
  for (const shop of plan.shops.filter(({ isThroughPlatform }) => isThroughPlatform)) {
    const { authorization_code: code } = await admin.call("authorizeComponent", {
      id: plan.componentAppid,
      body: { appid: shop.appid, permission_sets: [shop.kind === "mini_program" ? 120 : 121, 142] },
    });
    await platform.queryAuth(code);
    world.callThrough(platform, shop);
  }
}

async function newApp(world: World, body: Parameters<typeof createApp>[1]) {
  try {
    return await createApp(world, body);
  } catch (error) {
    const isTaken = error instanceof RefusalError && error.refusal.interface === "admin";
    if (isTaken && error.refusal.status === 409) throw new UsageError(TEXTS.seed.alreadySeeded);
    throw error;
  }
}

const createApp = (
  { admin }: World,
  body: Pick<Shop, "appid" | "name"> & {
    readonly kind: Shop["kind"] | "service_provider";
    readonly mchids?: readonly string[];
  },
) => admin.call("createApp", { body });

/** Most shops submit their app for review after 20 hours of sales; one does so just before the end. */
function* reviewSteps({ shops, startMs, endMs }: SeedPlan, closesAtMs: number): Generator<Step> {
  for (const shop of shops) {
    const { appid, ending } = shop;
    const submit = async (world: World) => {
      await world.call(shop, (client) => client.confirmProductPermission());
    };
    if (ending === "approved" || ending === "rejected") {
      yield { atMs: startMs + 20 * HOUR_MS, run: submit };
    } else if (ending === "reviewing") {
      yield { atMs: endMs - HOUR_MS, run: submit };
    } else if (ending === "closed") {
      const run = async (world: World) => {
        await world.admin.call("setPermission", { appid, body: { state: "closed" } });
      };
      yield { atMs: closesAtMs, run };
    }
  }
}

/** Decides the review manually if it has another result, because of a short period or few orders. */
async function endReview({ admin }: World, { appid, ending }: Shop): Promise<void> {
  if (ending !== "approved" && ending !== "rejected") return;
  const { permission } = await admin.call("getApp", { appid });
  if (permission === ending) return;
  const body = { result: ending, ...(ending === "rejected" ? { reason: "上传过慢" } : {}) };
  await admin.call("decideAudit", { appid, body });
}
