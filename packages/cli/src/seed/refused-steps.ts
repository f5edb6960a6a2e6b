import { OPERATIONS } from "@dingdan/contract";
import { HOUR_MS } from "./calendar.js";
import { orderKeyOf, uploadOf } from "./order-objects.js";
import type { PlannedOrder } from "./order-plan.js";
import type { SeedPlan } from "./plan.js";
import type { Shop } from "./shops.js";
import type { Step } from "./step.js";
import type { World } from "./world.js";

/** Called for each rejected call. */
export type OnRefused = (errcode: number) => void;

/** The arguments of a mistake. */
interface Scene {
  readonly world: World;
  readonly order: PlannedOrder;
  readonly token: string;
  readonly plan: SeedPlan;
}

type Mistake = (scene: Scene) => Promise<Record<string, unknown>>;

const UPLOAD = OPERATIONS.uploadShoppingInfo.path;
const SHIP = OPERATIONS.uploadShippingInfo.path;

/** An upload of a new order with a mistake in it. */
const upload =
  (change: (body: Loose, scene: Scene) => Loose | string): Mistake =>
  (scene) => {
    const { world, order, token } = scene;
    const fresh = { ...order, outTradeNo: `${order.outTradeNo.slice(0, -2)}ER`, form: 1 as const };
    const body = change(uploadOf(fresh, world.nowMs()), scene);
    return world.send("POST", `${UPLOAD}?access_token=${token}`, body);
  };

type Loose = Record<string, unknown>;

/** An upload with a changed first item. */
const withItem = (changes: Loose): Mistake =>
  upload((body) => {
    const [order, ...others] = body["order_list"] as { item_list: Loose[] }[];
    const [item, ...items] = order?.item_list ?? [];
    const changed = { ...order, item_list: [{ ...item, ...changes }, ...items] };
    return { ...body, order_list: [changed, ...others] };
  });

/** The most frequent mistakes of integrators. */
const MISTAKES: readonly Mistake[] = [
  upload((body) => ({ ...body, payer: undefined })),
  upload((body) => ({ ...body, upload_time: "2022-05-20 13:29:35" })),
  upload((body) => ({
    ...body,
    order_key: { order_number_type: 1, mchid: "1900000001", out_trade_no: "20220520001" },
  })),
  upload((body) => new URLSearchParams({ data: JSON.stringify(body) }).toString()),
  upload((body) => ({ ...body, order_list: [] })),
  withItem({ item_detail_jump_link: undefined }),
  withItem({ image_url: [] }),
  withItem({ unit_price: undefined }),
  withItem({ unit_price: 12.5 }),
  withItem({ name: "" }),
  withItem({ item_detail_jump_link: { type: 1, appid: "wx0000000000000000", path: "pages/x" } }),
  // The order is paid and matched, so its details are locked.
  ({ world, order, token }) => {
    const body = { ...uploadOf(order, world.nowMs()), logistics_type: 4 };
    return world.send("POST", `${UPLOAD}?access_token=${token}`, body);
  },
  ({ world, order, token }) =>
    world.send("POST", `${SHIP}?access_token=${token}`, {
      order_key: { ...orderKeyOf(order, 1), out_trade_no: `${order.outTradeNo}X` },
      delivery_mode: 1,
      shipping_list: [{ tracking_no: "YT0000000000001", express_company: "YTO" }],
      upload_time: new Date(world.nowMs()).toISOString(),
    }),
  ({ world, order, token }) =>
    world.send("POST", `${SHIP}?access_token=${token}`, {
      order_key: orderKeyOf(order),
      delivery_mode: 1,
      shipping_list: [{ tracking_no: "SF1000000000001", express_company: "SF" }],
      upload_time: new Date(world.nowMs()).toISOString(),
    }),
  ({ world }) => world.send("POST", `${UPLOAD}?access_token=made-up`, {}),
  ({ world }) => world.send("POST", UPLOAD, {}),
  ({ world, token }) => world.send("GET", `${UPLOAD}?access_token=${token}`),
  ({ world, token }) => world.send("POST", `${UPLOAD}?access_token=${token}`),
  ({ world, order }) => {
    const { appid } = order.shop;
    const query = { grant_type: "client_credential", appid, secret: "0".repeat(32) };
    return world.send(
      "GET",
      `${OPERATIONS.getAccessToken.path}?${new URLSearchParams(query).toString()}`,
    );
  },
  async ({ world, plan }) => {
    const token = await world.ordinaryToken({ appid: plan.providerAppid });
    const query = { access_token: token, orderId: "DD0000000000000000000" };
    return world.send(
      "GET",
      `${OPERATIONS.getOrder.path}?${new URLSearchParams(query).toString()}`,
    );
  },
];

/** How often each mistake is made. */
const TIMES = 3;

/** Rejected calls, in the last third of the period, when there are orders to refer to. */
export function* refusedSteps(plan: SeedPlan, onRefused: OnRefused): Generator<Step> {
  const { startMs, endMs, orders, shops, random } = plan;
  const fromMs = endMs - (endMs - startMs) / 3;
  const isSuitable = ({ course, parts, paidAtMs, shop }: PlannedOrder) =>
    course === "matched" && parts.length === 1 && paidAtMs < fromMs && shop.ending === "approved";
  const suitable = orders.filter(isSuitable);
  if (suitable.length === 0) return;
  const make =
    (mistake: Mistake, order: PlannedOrder): Step["run"] =>
    async (world) => {
      const token = await world.ordinaryToken(order.shop);
      onRefused(refusalOf(await mistake({ world, order, token, plan })));
    };
  for (const mistake of MISTAKES) {
    for (let count = 0; count < TIMES; count++) {
      yield { atMs: random.integer(fromMs, endMs - 1), run: make(mistake, random.pick(suitable)) };
    }
  }

  // An expired token of a shop that fetches no other: a newer token would revoke it.
  const forgetful = shops.find(({ ending }) => ending === "open") as Shop;
  let expired = "";
  yield {
    atMs: endMs - 4 * HOUR_MS,
    run: async (world) => {
      expired = await world.ordinaryToken(forgetful);
    },
  };
  // A shop whose permission was closed continues to upload.
  const closed = shops.find(({ ending }) => ending === "closed");
  const ofClosed = orders.find((order) => order.shop === closed && order.parts.length === 1);
  for (let count = 0; count < TIMES; count++) {
    const atMs = endMs - (count + 1) * 10 * 60_000;
    yield {
      atMs,
      run: async (world) => {
        onRefused(refusalOf(await world.send("POST", `${UPLOAD}?access_token=${expired}`, {})));
      },
    };
    if (ofClosed !== undefined)
      yield {
        atMs,
        run: make(
          upload((body) => body),
          ofClosed,
        ),
      };
  }
}

function refusalOf({ errcode }: Record<string, unknown>): number {
  if (typeof errcode === "number" && errcode !== 0) return errcode;
  throw new Error("a call that must be rejected was accepted");
}
