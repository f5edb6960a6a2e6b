import { INVOICE_STATUS, SERVICE_PROVIDER_ORDER_STATUS } from "@dingdan/contract";
import { DAY_MS, HOUR_MS } from "./calendar.js";
import type { SeedPlan } from "./plan.js";
import type { Step } from "./step.js";
import type { World } from "./world.js";

const { TO_BE_PAID, PAID, TIMED_OUT, REFUNDING, REFUNDED, REFUND_FAILED, CANCELLED } =
  SERVICE_PROVIDER_ORDER_STATUS;

interface ProviderOrder {
  readonly moves: readonly number[];
  readonly used?: number;
  readonly invoice?: number;
  readonly packs: 1 | 5 | 10;
}

/** Orders that end in every state, after their moves. An order without moves times out. */
const ORDERS: readonly ProviderOrder[] = [
  { moves: [PAID], used: 842, invoice: INVOICE_STATUS.ISSUED, packs: 1 },
  { moves: [PAID], used: 3120, invoice: INVOICE_STATUS.IN_PROGRESS, packs: 5 },
  { moves: [PAID], used: 0, packs: 10 },
  { moves: [PAID], used: 655, packs: 1 },
  { moves: [], packs: 5 },
  { moves: [CANCELLED], packs: 1 },
  { moves: [PAID, REFUNDING], packs: 5 },
  { moves: [PAID, REFUNDING, REFUNDED], packs: 1 },
  { moves: [PAID, REFUNDING, REFUND_FAILED], packs: 1 },
];

/** The final states of the orders; the last order is still unpaid. */
export const PROVIDER_ORDER_STATES: readonly number[] = [
  ...ORDERS.map(({ moves }) => moves.at(-1) ?? TIMED_OUT),
  TO_BE_PAID,
];

/** A service provider buys resource packages. */
export function* providerSteps({ providerAppid, startMs, endMs }: SeedPlan): Generator<Step> {
  const spanMs = endMs - startMs;
  for (const [index, order] of ORDERS.entries()) {
    const atMs = startMs + (spanMs * (index + 1)) / (ORDERS.length + 2) + 3 * HOUR_MS;
    yield { atMs, run: (world) => buy(world, providerAppid, order) };
  }
  const last: ProviderOrder = { moves: [], packs: 10 };
  yield { atMs: endMs - 5 * 60_000, run: (world) => buy(world, providerAppid, last) };
}

async function buy(
  world: World,
  appid: string,
  { moves, used, invoice, packs }: ProviderOrder,
): Promise<void> {
  const beganAt = Math.floor(world.nowMs() / 1000);
  const { orderId } = await world.admin.call("createServiceProviderOrder", {
    body: {
      appid,
      orderPrice: String(packs * 3000),
      orderProductInfo: {
        spSpuId: "10000117",
        spSkuId: "20000176",
        spBizId: 22,
        spuName: "手机号快速验证组件",
        skuName: "1000 次",
        skuCnt: packs,
        validityBeginTime: beganAt,
        validityEndTime: beganAt + (365 * DAY_MS) / 1000,
      },
      usage: { all: String(packs * 1000) },
    },
  });
  for (const status of moves) {
    const body = { status: status as typeof PAID };
    await world.admin.call("moveServiceProviderOrder", { orderId, body });
  }
  const body = {
    ...(used === undefined ? {} : { used: String(used) }),
    ...(invoice === undefined ? {} : { invoiceStatus: invoice as 1 }),
  };
  if (Object.keys(body).length > 0) {
    await world.admin.call("moveServiceProviderOrder", { orderId, body });
  }
}
