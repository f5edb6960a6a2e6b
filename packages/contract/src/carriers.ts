import { type Text, text } from "./text.js";

/**
 * Carriers by their code (`delivery_id`). WeChat's list has some 1,500; an unlisted code is accepted
 * and shown unchanged. @see shipping, §8
 */
const CARRIERS: Readonly<Record<string, Text>> = {
  SF: text("SF Express", "顺丰速运"),
  ZTO: text("ZTO Express", "中通快递"),
  YTO: text("YTO Express", "圆通速递"),
  YD: text("Yunda Express", "韵达速递"),
  STO: text("STO Express", "申通快递"),
  JTSD: text("J&T Express", "极兔速递"),
  JD: text("JD Logistics", "京东快递"),
  YZPY: text("China Post Parcel", "邮政快递包裹"),
  EMS: text("EMS", "EMS"),
  DBL: text("Deppon Express", "德邦快递"),
  DBLKY: text("Deppon Freight", "德邦快运"),
  HTKY: text("Best Express", "百世快递"),
  BTWL: text("Best Freight", "百世快运"),
  NSF: text("New SF Express", "新顺丰"),
  FWX: text("Fengwang Express", "丰网速运"),
  UC: text("UC Express", "优速快递"),
  ZJS: text("ZJS Express", "宅急送"),
  BDT: text("8dt Express", "八达通"),
  "(AU)": text("Interparcel", "Interparcel"),
  DHL: text("DHL", "DHL"),
  HHTT: text("TTK Express", "天天快递"),
  GTO: text("GTO Express", "国通快递"),
  FAST: text("Fast Express", "快捷快递"),
  QFKD: text("QF Express", "全峰快递"),
  ANE: text("ANE Logistics", "安能物流"),
  ANEKY: text("ANE Freight", "安能快运"),
  KYSY: text("KYE Express", "跨越速运"),
  YDKY: text("Yunda Freight", "韵达快运"),
  ZTOKY: text("ZTO Freight", "中通快运"),
  JDKY: text("JD Freight", "京东快运"),
  SX: text("Shunxin Jieda", "顺心捷达"),
  YMDD: text("Yimidida", "壹米滴答"),
  SURE: text("Sure Express", "速尔快递"),
  XFEX: text("Xinfeng Logistics", "信丰物流"),
};

/** The codes of the listed carriers. */
export const CARRIER_IDS: readonly string[] = Object.keys(CARRIERS);

/** The carriers as get_delivery_list returns them. @see shipping, §8 */
export const deliveryList = () =>
  Object.entries(CARRIERS).map(([id, { zh }]) => ({ delivery_id: id, delivery_name: zh }));

/** The carrier's name, or its code if the carrier is unknown. */
export function carrierName(code: string): Text {
  return Object.hasOwn(CARRIERS, code) ? (CARRIERS[code] as Text) : text(code, code);
}

/** A carrier of the list that a text probably means. */
export interface LikelyCarrier {
  readonly code: string;
  /** True: the text is the code, in another case or with spaces around it. */
  readonly isCode: boolean;
}

/**
 * The carrier that a text probably means although it is not its code; null for a code of the list and
 * for a text that resembles none.
 *
 * `likelyCarrier("sf")` and `likelyCarrier("顺丰")` are SF; `likelyCarrier("YUNDA")` is YD.
 */
export function likelyCarrier(value: string): LikelyCarrier | null {
  if (value.length > NAME_LENGTH_MAX || Object.hasOwn(CARRIERS, value)) return null;
  const code = carrierCode(value);
  if (Object.hasOwn(CARRIERS, code)) return { code, isCode: true };
  const names = codesByName();
  const stem = value.replace(/(?:速运|速递|快递)$/, "");
  const named = names.get(bareName(value)) ?? names.get(bareName(stem));
  return named === undefined ? null : { code: named, isCode: false };
}

/** A carrier's code as WeChat writes it: `sf` and ` SF ` are `SF`. */
export const carrierCode = (value: string): string => value.trim().toUpperCase();

/** A longer text is no name of a carrier. */
const NAME_LENGTH_MAX = 64;

/** Other companies' codes (Kuaidi100, Cainiao, WeChat's waybills) and other names, by WeChat's code. */
const OTHER_CODES: Readonly<Record<string, string>> = {
  "(AU)": "au",
  SF: "shunfeng shunfengsuyun sfexpress",
  ZTO: "zhongtong",
  YTO: "yuantong",
  YD: "yunda",
  STO: "shentong",
  JTSD: "jtexpress jitu jt",
  JD: "jingdong jdl jdwl 京东物流",
  YZPY: "youzhengguonei chinapost postb youzheng",
  EMS: "youzhengems emsguonei",
  DBL: "debangkuaidi debang deppon dbkd",
  DBLKY: "debangwuliu",
  HTKY: "huitongkuaidi baishi baishihuitong best",
  BTWL: "baishiwuliu",
  NSF: "xinshunfeng",
  FWX: "fengwang",
  UC: "youshuwuliu youshu",
  ZJS: "zhaijisong",
  HHTT: "tiantian ttkdex",
  GTO: "guotongkuaidi guotong",
  FAST: "kuaijiesudi",
  QFKD: "quanfengkuaidi quanfeng",
  ANE: "annengwuliu anneng",
  KYSY: "kuayue kye",
  YDKY: "yundakuaiyun",
  ZTOKY: "zhongtongkuaiyun",
  SX: "sxjdfreight shunxinjieda",
  YMDD: "yimidida",
  SURE: "suer",
  XFEX: "xinfengwuliu",
};

/** `顺丰速运` without what every carrier's name has: `顺丰`. */
const stemOf = (name: string) => name.replace(/(?:速运|速递|快递包裹|快递|物流)$/, "");
const bareName = (name: string) => name.toLowerCase().replaceAll(/[\s_-]/g, "");

let byName: ReadonlyMap<string, string> | undefined;

/** The codes by every name of their carriers. The freight of a carrier never takes its short name. */
function codesByName(): ReadonlyMap<string, string> {
  byName ??= new Map(
    Object.entries(CARRIERS).flatMap(([code, { en, zh }]) =>
      [en, zh, stemOf(zh), ...(OTHER_CODES[code]?.split(" ") ?? [])].map(
        (name) => [bareName(name), code] as const,
      ),
    ),
  );
  return byName;
}
