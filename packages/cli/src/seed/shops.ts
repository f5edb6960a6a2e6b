import type { AppKind, PermissionState } from "@dingdan/contract";
import type { Trade } from "./goods.js";
import type { Random } from "./random.js";

/** A merchant's app. */
export interface Shop {
  readonly appid: string;
  readonly name: string;
  readonly kind: Exclude<AppKind, "service_provider">;
  readonly mchids: readonly string[];
  readonly trade: Trade;
  /** Sales relative to the other shops. */
  readonly weight: number;
  /** The state of its permission at the end. */
  readonly ending: PermissionState;
  /** True: a third-party platform calls for it. */
  readonly isThroughPlatform: boolean;
}

type Row = readonly [name: string, trade: Trade, kind: Shop["kind"], ending: PermissionState];

const MINI = "mini_program";
const ACCOUNT = "official_account";

/** The first twelve include every state of the permission. */
const ROWS: readonly Row[] = [
  ["山野咖啡", "coffee", MINI, "approved"],
  ["优品数码旗舰店", "phones", MINI, "approved"],
  ["素织服饰", "clothes", MINI, "approved"],
  ["田间鲜生", "fresh", MINI, "approved"],
  ["知语书局", "books", ACCOUNT, "approved"],
  ["花间集鲜花", "flowers", MINI, "approved"],
  ["栖居家居生活馆", "home", MINI, "approved"],
  ["暖芽母婴", "baby", MINI, "rejected"],
  ["悦己美妆", "beauty", MINI, "reviewing"],
  ["毛球宠物", "pets", ACCOUNT, "open"],
  ["疾风运动户外", "sports", MINI, "closed"],
  ["畅玩卡券", "games", ACCOUNT, "approved"],
  ["一叶茶舍", "tea", MINI, "approved"],
  ["匠心文创", "crafts", ACCOUNT, "approved"],
];

const CITIES = ["杭州", "成都", "广州", "西安", "武汉", "南京", "厦门", "长沙"] as const;

export const SHOPS_MIN = 12;
export const SHOPS_MAX = ROWS.length * (1 + CITIES.length);

const HEX = "0123456789abcdef";
export const newAppid = (random: Random): string => `wx${random.text(HEX, 16)}`;
export const newMchid = (random: Random): string => `16${random.text("0123456789", 8)}`;

/** Plans this many shops: the list above, then its branches in other cities. */
export function planShops(count: number, random: Random): Shop[] {
  let mchid = "";
  return Array.from({ length: count }, (_, index) => {
    const [name, trade, kind, ending] = ROWS[index % ROWS.length] as Row;
    const cityNumber = Math.floor(index / ROWS.length);
    // Every fifth shop shares the merchant number of the shop before it.
    if (index % 5 !== 4) mchid = newMchid(random);
    return {
      appid: newAppid(random),
      name: cityNumber === 0 ? name : `${name}（${CITIES[cityNumber - 1]}店）`,
      kind,
      mchids: random.isOnce(0.3) ? [mchid, newMchid(random)] : [mchid],
      trade,
      weight: 10 / (index + 3),
      ending: cityNumber === 0 ? ending : "approved",
      isThroughPlatform: index % 6 === 2,
    };
  });
}
