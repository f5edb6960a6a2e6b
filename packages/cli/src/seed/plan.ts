import { Calendar, DAY_MS } from "./calendar.js";
import { type PlannedOrder, planOrder } from "./order-plan.js";
import { Random } from "./random.js";
import { newAppid, planShops, type Shop } from "./shops.js";

export interface SeedOptions {
  readonly seed: number;
  readonly orders: number;
  readonly apps: number;
  readonly days: number;
}

/** Everything that a seed generates, drawn in advance: it does not depend on replies of the platform. */
export interface SeedPlan {
  readonly startMs: number;
  readonly endMs: number;
  readonly shops: readonly Shop[];
  readonly orders: readonly PlannedOrder[];
  readonly componentAppid: string;
  readonly providerAppid: string;
  /** For values that are drawn while the seed runs. */
  readonly random: Random;
}

interface Regular {
  readonly openid: string;
  readonly weight: number;
}

const OPENID_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

/** Draws the history of the shops. The same options and start time give the same plan. */
export function planSeed({ seed, orders, apps, days }: SeedOptions, startMs: number): SeedPlan {
  const random = new Random(seed);
  const endMs = startMs + days * DAY_MS;
  const shops = planShops(apps, random);
  const regulars = planBuyers(shops, Math.max(10, Math.round(orders / 12)), random);
  const planning = { random, calendar: new Calendar(startMs, days), startMs, endMs };
  return {
    startMs,
    endMs,
    shops,
    orders: Array.from({ length: orders }, (_, number) => {
      const shop = random.weighted(shops, ({ weight }) => weight);
      const { openid } = random.weighted(regulars.get(shop) as Regular[], ({ weight }) => weight);
      return planOrder(number, shop, openid, planning);
    }),
    componentAppid: newAppid(random),
    providerAppid: newAppid(random),
    random,
  };
}

/**
 * The buyers of each shop. Some buy in several shops under one openid, as when an operator assigns the
 * openids itself. The first buyers of a shop return most often.
 */
function planBuyers(
  shops: readonly Shop[],
  count: number,
  random: Random,
): ReadonlyMap<Shop, Regular[]> {
  const regulars = new Map(shops.map((shop): [Shop, Regular[]] => [shop, []]));
  const addBuyer = (shop: Shop, openid: string) => {
    const list = regulars.get(shop) as Regular[];
    list.push({ openid, weight: 1 / (list.length + 1) });
  };
  for (let number = 0; number < count; number++) {
    const openid = `o${random.text(OPENID_CHARACTERS, 27)}`;
    const shopCount = random.isOnce(0.3) ? random.integer(2, 4) : 1;
    const first = random.weighted(shops, ({ weight }) => weight);
    const others = random.sample(
      shops.filter((shop) => shop !== first),
      shopCount - 1,
    );
    for (const shop of [first, ...others]) addBuyer(shop, openid);
  }
  // Every shop has at least one buyer.
  for (const shop of shops) {
    if (regulars.get(shop)?.length === 0) addBuyer(shop, `o${random.text(OPENID_CHARACTERS, 27)}`);
  }
  return regulars;
}
