import { EXAMPLE_UPLOAD, formatChinaTime } from "@dingdan/contract";
import { type Merchant, mix } from "./merchants.js";

/**
 * Placeholders of fixed width for the parts that differ between requests, so that they can be written into
 * a body that was made before the run. No body contains these characters otherwise.
 */
export const PLACEHOLDERS = {
  /** The merchant's counter, in all of an order's numbers. */
  counter: "@".repeat(8),
  /** The part of an openid in which buyers differ. */
  buyer: "~".repeat(12),
  /** Hours, minutes and seconds of the upload_time. */
  time: "^".repeat(8),
  /** The last digits of a transaction_id. */
  transaction: "#".repeat(10),
} as const;

const DATE = "20261122";
/**
 * A minute ago: what is paid long ago and not shipped is reminded of at once, which no payment of a real
 * platform meets while it is recorded.
 */
const PAID_AT = formatChinaTime(Date.now() - 60_000);
const OPENID = `oDgd5${PLACEHOLDERS.buyer}M2pxb1Q9zNj`;
const GOODS = [
  "有机红富士苹果 5斤装 新鲜水果礼盒",
  "纯棉四件套 60支长绒棉 床上用品 1.8米",
  "无线降噪蓝牙耳机 主动降噪 超长续航",
  "婴儿柔湿巾 80抽×10包 手口专用",
  "明前龙井绿茶 2026新茶 特级 250克罐装",
  "轻薄羽绒服 男女同款 90%白鸭绒",
  "不锈钢保温杯 500毫升 便携车载",
  "儿童绘本套装 3–6岁 全20册 精装",
];
const NOTES = [
  "颜色：雾霾蓝；规格：标准装；赠品：同款收纳袋一只；服务：七天无理由退换，赠运费险",
  "产地直发，48小时内发货；冷链配送，坏果包赔；请在签收后24小时内开箱验货",
  "颜色：米白；尺码：L（建议身高170–175厘米，体重60–70公斤）；洗涤：不可漂白，低温熨烫",
  "版本：国行标配；套餐：主机＋充电器＋保护套；发票：电子普通发票；保修：全国联保一年",
];

/** An upload of a merchant with `itemCount` items; about 1.5 KB with 2 and 12 KB with 20. */
export function uploadBody(merchant: Merchant, itemCount: number, variant: number): string {
  const [example] = EXAMPLE_UPLOAD.order_list;
  const number = `${DATE}${PLACEHOLDERS.counter}`;
  const link = (path: string) => ({ type: "MINI_PROGRAM", appid: merchant.appid, path });
  const item = (_: unknown, index: number) => {
    const seed = mix(variant * 64 + index);
    const id = String(1_000_000_000 + (seed % 900_000_000) + index);
    return {
      ...example.item_list[0],
      merchant_item_id: id,
      name: `${GOODS[seed % GOODS.length]}`,
      description: `${NOTES[(seed >>> 8) % NOTES.length]}`,
      unit_price: 990 + (seed % 90_000),
      quantity: 1 + (seed % 3),
      image_url: [
        `https://img.example.com/goods/${id}/main_800x800.jpg?v=${seed}`,
        `https://img.example.com/goods/${id}/detail_800x800.jpg?v=${seed}`,
      ],
      item_detail_jump_link: link(`/pages/goods/detail?id=${id}&from=order`),
    };
  };
  return JSON.stringify({
    ...EXAMPLE_UPLOAD,
    order_key: {
      ...EXAMPLE_UPLOAD.order_key,
      mchid: merchant.mchid,
      out_trade_no: number,
    },
    order_list: [
      {
        ...example,
        merchant_order_no: number,
        order_detail_jump_link: link(`/pages/order/detail?no=${number}`),
        item_list: Array.from({ length: itemCount }, item),
      },
    ],
    payer: { openid: OPENID },
    upload_time: `2026-11-22T${PLACEHOLDERS.time}.120+08:00`,
  });
}

/** A verify request for the order. */
export function verifyBody(merchant: Merchant): string {
  const { order_key, payer } = JSON.parse(uploadBody(merchant, 1, 0)) as Record<string, unknown>;
  return JSON.stringify({ order_key, payer });
}

/** The WeChat Pay transaction of the order. */
export function paymentBody(merchant: Merchant): string {
  return JSON.stringify({
    appid: merchant.appid,
    mchid: merchant.mchid,
    out_trade_no: `${DATE}${PLACEHOLDERS.counter}`,
    transaction_id: `4200002611${DATE}${PLACEHOLDERS.transaction}`,
    trade_type: "JSAPI",
    trade_state: "SUCCESS",
    bank_type: "OTHERS",
    attach: "",
    success_time: PAID_AT,
    payer: { openid: OPENID },
    amount: { total: 19800, payer_total: 19800, currency: "CNY", payer_currency: "CNY" },
  });
}

/** The shipping information of the order: one parcel that completes it. */
export function tradeUploadBody(merchant: Merchant): string {
  const parcel = {
    tracking_no: `YT${DATE}${PLACEHOLDERS.counter}`,
    express_company: "YTO",
    item_desc: `${GOODS[mix(Number(merchant.mchid)) % GOODS.length]}`,
  };
  return JSON.stringify({
    order_key: {
      order_number_type: 1,
      mchid: merchant.mchid,
      out_trade_no: `${DATE}${PLACEHOLDERS.counter}`,
    },
    logistics_type: 1,
    delivery_mode: 1,
    shipping_list: [parcel],
    upload_time: `2026-11-22T${PLACEHOLDERS.time}.120+08:00`,
    payer: { openid: OPENID },
  });
}

/** The openid with the {@link buyerCharacters} of a buyer. */
export const openidOf = (buyer: string) => OPENID.replace(PLACEHOLDERS.buyer, buyer);

const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** The twelve characters in which a buyer's openid differs from another's. */
export function buyerCharacters(buyer: number): string {
  let characters = "";
  for (const bits of [mix(buyer), mix(buyer ^ 0x5bd1e995)]) {
    for (let shift = 2; shift <= 27; shift += 5) characters += BASE64URL[(bits >>> shift) & 63];
  }
  return characters;
}
