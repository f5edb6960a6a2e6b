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
