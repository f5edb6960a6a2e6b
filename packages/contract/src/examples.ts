/** The examples of the contract, which the reference page and the demonstration show. */
export const EXAMPLE_APPID = "wxd678efh567hg6787";

const ORDER_KEY = {
  order_number_type: 1,
  mchid: "1900000109",
  out_trade_no: "DINGDAN-20220520-0001",
} as const;

const PAYER = { openid: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" } as const;

export const EXAMPLE_UPLOAD = {
  order_key: ORDER_KEY,
  order_list: [
    {
      merchant_order_no: "232457563423",
      order_detail_jump_link: {
        type: "MINI_PROGRAM",
        appid: EXAMPLE_APPID,
        path: "/path/index/index?order=232457563423",
      },
      item_list: [
        {
          merchant_item_id: "1246464644",
          name: "iPhoneX 256G",
          description: "Image Store - Shenzhen - QQ doll",
          unit_price: 828800,
          quantity: 2,
          image_url: ["https://qpic.cn/a", "https://qpic.cn/b"],
          item_detail_jump_link: {
            type: "MINI_PROGRAM",
            appid: EXAMPLE_APPID,
            path: "/path/item/index?id=1246464644",
          },
        },
        {
          merchant_item_id: "1246464645",
          name: "保护壳",
          unit_price: 9900,
          quantity: 1,
          item_detail_jump_link: {
            type: "MINI_PROGRAM",
            appid: EXAMPLE_APPID,
            path: "/path/item/index?id=1246464645",
          },
        },
      ],
    },
  ],
  payer: PAYER,
  logistics_type: 1,
  upload_time: "2022-05-20T13:29:35.120+08:00",
} as const;

export const EXAMPLE_VERIFY = { order_key: ORDER_KEY, payer: PAYER } as const;

/** A WeChat Pay v3 transaction that pays for {@link EXAMPLE_UPLOAD}. */
export const EXAMPLE_PAYMENT = {
  appid: EXAMPLE_APPID,
  mchid: ORDER_KEY.mchid,
  out_trade_no: ORDER_KEY.out_trade_no,
  transaction_id: "4200001234202205201234567890",
  trade_type: "JSAPI",
  trade_state: "SUCCESS",
  success_time: "2022-05-20T13:29:34+08:00",
  payer: PAYER,
  amount: { total: 1667500, payer_total: 1667500, currency: "CNY" },
} as const;

/** The shipping information of {@link EXAMPLE_PAYMENT}. */
export const EXAMPLE_SHIPMENT = {
  order_key: { order_number_type: 2, transaction_id: EXAMPLE_PAYMENT.transaction_id },
  logistics_type: 1,
  delivery_mode: 1,
  shipping_list: [
    {
      tracking_no: "YT0000000000001",
      express_company: "YTO",
      item_desc: "iPhoneX 256G*2；保护壳*1",
    },
  ],
  upload_time: "2022-05-20T13:30:00+08:00",
  payer: PAYER,
} as const;

/** An upload to shipping information management. */
export const EXAMPLE_TRADE_UPLOAD = {
  order_key: { order_number_type: 2, transaction_id: "4200009901202611201000000001" },
  logistics_type: 1,
  delivery_mode: 1,
  shipping_list: [
    {
      tracking_no: "SF0000000000001",
      express_company: "SF",
      item_desc: "龙井茶礼盒*1；白瓷杯*2",
      contact: { receiver_contact: "139****0001" },
    },
  ],
  upload_time: "2026-11-20T15:30:00.120+08:00",
  payer: { openid: "oDingdanBuyer0000000000000001" },
} as const;

/** Some sub-orders of a combined payment: one in two parcels, one brought by a rider. */
export const EXAMPLE_COMBINED_TRADE_UPLOAD = {
  order_key: { order_number_type: 1, mchid: "1900000109", out_trade_no: "DD-20261120-0004" },
  sub_orders: [
    {
      order_key: { order_number_type: 1, mchid: "1900000109", out_trade_no: "DD-20261120-0004-1" },
      logistics_type: 1,
      delivery_mode: 2,
      is_all_delivered: true,
      shipping_list: [
        { tracking_no: "ZTO000000000041", express_company: "ZTO", item_desc: "雨伞*1" },
        { tracking_no: "ZTO000000000042", express_company: "ZTO", item_desc: "雨靴*1" },
      ],
    },
    {
      order_key: { order_number_type: 1, mchid: "1900000110", out_trade_no: "DD-20261120-0004-2" },
      logistics_type: 2,
      delivery_mode: 1,
      shipping_list: [{ express_company: "自有骑手", item_desc: "鲜花*1束" }],
    },
  ],
  upload_time: "2026-11-20T17:00:00+08:00",
  payer: { openid: "oDingdanBuyer0000000000000004" },
} as const;

/** The payment of {@link EXAMPLE_TRADE_UPLOAD}, as get_order returns it after the upload. */
export const EXAMPLE_TRADE_ORDER = {
  transaction_id: "4200009901202611201000000001",
  merchant_trade_no: "DD-20261120-0001",
  merchant_id: "1900000109",
  sub_merchant_id: "",
  description: "龙井茶礼盒*1；白瓷杯*2",
  paid_amount: 12800,
  openid: "oDingdanBuyer0000000000000001",
  trade_create_time: 1795140000,
  pay_time: 1795140000,
  order_state: 2,
  in_complaint: false,
  shipping: {
    delivery_mode: 1,
    logistics_type: 1,
    finish_shipping: true,
    finish_shipping_count: 1,
    goods_desc: "龙井茶礼盒*1；白瓷杯*2",
    shipping_list: [
      {
        tracking_no: "SF0000000000001",
        express_company: "SF",
        goods_desc: "龙井茶礼盒*1；白瓷杯*2",
        upload_time: 1795159800,
        contact: { receiver_contact: "139****0001" },
      },
    ],
  },
} as const;
