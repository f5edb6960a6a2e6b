import type { Sale } from "./shop.js";

const image = (name: string) => [`https://img.example.com/${name}.jpg`];

/** Realistic orders, the latest first. */
export const SALES: readonly Sale[] = [
  {
    daysAgo: 0,
    amountFen: 12_880,
    items: [
      {
        merchant_item_id: "tea-1",
        name: "武夷山正岩大红袍 乌龙茶 浓香型礼盒装 250g",
        description: "浓香型；2026 春茶；送手提袋",
        unit_price: 12_880,
        image_url: image("tea"),
      },
    ],
  },
  {
    daysAgo: 3,
    amountFen: 46_790,
    items: [
      {
        merchant_item_id: "a",
        name: "纯棉四件套 水洗棉床单被套 1.8m 床",
        description: "雾霾蓝",
        unit_price: 32_900,
        image_url: image("bed"),
      },
      {
        merchant_item_id: "b",
        name: "乳胶枕芯",
        unit_price: 5_990,
        quantity: 2,
        image_url: image("pillow"),
      },
      { merchant_item_id: "c", name: "香薰蜡烛", unit_price: 1_910, image_url: image("candle") },
      { merchant_item_id: "d", name: "洗衣凝珠 52 颗", unit_price: 0 },
    ],
    parcels: [
      {
        express_company: "ZTO",
        tracking_no: "78912345678901",
        item_list: [{ merchant_item_id: "a" }, { merchant_item_id: "d" }],
      },
      {
        express_company: "YTO",
        tracking_no: "YT8800112233445",
        item_list: [{ merchant_item_id: "b" }, { merchant_item_id: "c" }],
      },
    ],
  },
  {
    daysAgo: 22,
    amountFen: 828_800,
    items: [{ name: "iPhone X 256G 深空灰色", unit_price: 828_800 }],
    parcels: [
      {
        express_company: "SF",
        tracking_no: "SF1234567890123",
        contact: { receiver_contact: "189****1234" },
      },
    ],
  },
  {
    daysAgo: 25,
    amountFen: 3_000,
    items: [{ name: "话费充值 30 元", unit_price: 3_000 }],
    upload: { logistics_type: 3 },
  },
];
