/** The merchants of a run: the same for every contestant, so that all store the same orders. */
export interface Merchant {
  readonly appid: string;
  readonly mchid: string;
  readonly name: string;
}

const TOWNS = ["上海", "北京", "广州", "深圳", "杭州", "成都", "武汉", "西安", "南京", "苏州"];
const TRADES = ["鲜果", "家居", "母婴", "数码", "服饰", "图书", "茶叶", "美妆", "宠物", "运动"];
const KINDS = ["旗舰店", "专营店"];

export const MERCHANT_COUNT = 200;

export const MERCHANTS: readonly Merchant[] = Array.from(
  { length: MERCHANT_COUNT },
  (_, index) => ({
    appid: `wx${mix(index).toString(16).padStart(8, "0")}${mix(index + 7919)
      .toString(16)
      .padStart(8, "0")}`,
    mchid: `19${String(mix(index + 104_729) % 100_000_000).padStart(8, "0")}`,
    name: `${TOWNS[index % 10]}${TRADES[Math.floor(index / 10) % 10]}${KINDS[Math.floor(index / 100)]}`,
  }),
);

/** A pseudorandom bijection of integers below 2^32 (murmur3's last step). */
export function mix(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
