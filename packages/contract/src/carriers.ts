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

/** The carrier's name, or its code if the carrier is unknown. */
export function carrierName(code: string): Text {
  return Object.hasOwn(CARRIERS, code) ? (CARRIERS[code] as Text) : text(code, code);
}
