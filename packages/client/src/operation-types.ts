// Made by `npm run generate` from packages/contract/src/operations/; do not edit.

/** Identifies the payment in one of two forms. The fields of the other form are ignored. */
export type OrderKey = {
  /** 1 MERCHANT_TRADE_NUMBER: mchid and out_trade_no; 2 WXPAY_TRADE_NUMBER: transaction_id. */
  order_number_type: 1 | 2 | "MERCHANT_TRADE_NUMBER" | "WXPAY_TRADE_NUMBER";
  /** Form 2: the WeChat Pay order number. At most 64 bytes. */
  transaction_id?: string;
  /** Form 1: the merchant number that WeChat Pay issued. At most 64 bytes. */
  mchid?: string;
  /** Form 1: the merchant's own order number, unique within the mchid. At most 64 bytes. */
  out_trade_no?: string;
};

/** Identifies the payment in one of two forms. The fields of the other form are ignored. */
export type ReadonlyOrderKey = {
  /** 1 MERCHANT_TRADE_NUMBER: mchid and out_trade_no; 2 WXPAY_TRADE_NUMBER: transaction_id. */
  readonly order_number_type: 1 | 2 | "MERCHANT_TRADE_NUMBER" | "WXPAY_TRADE_NUMBER";
  /** Form 2: the WeChat Pay order number. At most 64 bytes. */
  readonly transaction_id?: string;
  /** Form 1: the merchant number that WeChat Pay issued. At most 64 bytes. */
  readonly mchid?: string;
  /** Form 1: the merchant's own order number, unique within the mchid. At most 64 bytes. */
  readonly out_trade_no?: string;
};

/** One merchant order of an upload. */
export type MerchantOrder = {
  /** The order number shown to the buyer; unique within the request. At most 64 bytes. */
  merchant_order_no: string;
  /** The page that a tap opens: an H5 page or a page of the app's own mini program. */
  order_detail_jump_link: Link;
  /** The items of the order, 1 to 50. 1 to 50 items. */
  item_list: Item[];
};

/** One merchant order of an upload. */
export type ReadonlyMerchantOrder = {
  /** The order number shown to the buyer; unique within the request. At most 64 bytes. */
  readonly merchant_order_no: string;
  /** The page that a tap opens: an H5 page or a page of the app's own mini program. */
  readonly order_detail_jump_link: ReadonlyLink;
  /** The items of the order, 1 to 50. 1 to 50 items. */
  readonly item_list: readonly ReadonlyItem[];
};

/** One item of a merchant order. */
export type Item = {
  /**
   * The merchant's own item id; required for split delivery; unique within its order. At most 64
   * bytes.
   */
  merchant_item_id?: string;
  /** Name, 1 to 256 characters. */
  name: string;
  /** Description, 1 to 512 characters. */
  description?: string;
  /** Unit price in fen (cents). At least 0. */
  unit_price: number;
  /** Purchased quantity. At least 1. */
  quantity: number;
  /** 1 to 3 links to pictures. 1 to 3 items. */
  image_url?: string[];
  /** The page that a tap opens: an H5 page or a page of the app's own mini program. */
  item_detail_jump_link: Link;
};

/** One item of a merchant order. */
export type ReadonlyItem = {
  /**
   * The merchant's own item id; required for split delivery; unique within its order. At most 64
   * bytes.
   */
  readonly merchant_item_id?: string;
  /** Name, 1 to 256 characters. */
  readonly name: string;
  /** Description, 1 to 512 characters. */
  readonly description?: string;
  /** Unit price in fen (cents). At least 0. */
  readonly unit_price: number;
  /** Purchased quantity. At least 1. */
  readonly quantity: number;
  /** 1 to 3 links to pictures. 1 to 3 items. */
  readonly image_url?: readonly string[];
  /** The page that a tap opens: an H5 page or a page of the app's own mini program. */
  readonly item_detail_jump_link: ReadonlyLink;
};

/** The page that a tap opens: an H5 page or a page of the app's own mini program. */
export type Link = {
  /** 1 URL (send url) or 2 MINI_PROGRAM (send appid and path). */
  type: 1 | 2 | "URL" | "MINI_PROGRAM";
  /** Type 1: an http or https link. At most 1024 bytes. */
  url?: string;
  /** Type 2: the mini program, which must be the app itself. At most 32 bytes. */
  appid?: string;
  /** Type 2: the path of the page. At most 512 bytes. */
  path?: string;
};

/** The page that a tap opens: an H5 page or a page of the app's own mini program. */
export type ReadonlyLink = {
  /** 1 URL (send url) or 2 MINI_PROGRAM (send appid and path). */
  readonly type: 1 | 2 | "URL" | "MINI_PROGRAM";
  /** Type 1: an http or https link. At most 1024 bytes. */
  readonly url?: string;
  /** Type 2: the mini program, which must be the app itself. At most 32 bytes. */
  readonly appid?: string;
  /** Type 2: the path of the page. At most 512 bytes. */
  readonly path?: string;
};

/** One parcel or delivery. */
export type TradeParcel = {
  /** The tracking number; required for couriers. At most 128 bytes. */
  tracking_no?: string;
  /**
   * The carrier's delivery_id, required for couriers; a free name for same-city delivery. At most
   * 128 bytes.
   */
  express_company?: string;
  /** The goods in the parcel, 1 to 120 characters; the buyer sees it. */
  item_desc: string;
  /**
   * Masked phone numbers with the last four digits readable, such as 189****1234; SF needs one of
   * the two.
   */
  contact?: {
    /** The sender's phone number, masked. At most 1024 bytes. */
    consignor_contact?: string;
    /** The recipient's phone number, masked. At most 1024 bytes. */
    receiver_contact?: string;
  };
};

/** One parcel or delivery. */
export type ReadonlyTradeParcel = {
  /** The tracking number; required for couriers. At most 128 bytes. */
  readonly tracking_no?: string;
  /**
   * The carrier's delivery_id, required for couriers; a free name for same-city delivery. At most
   * 128 bytes.
   */
  readonly express_company?: string;
  /** The goods in the parcel, 1 to 120 characters; the buyer sees it. */
  readonly item_desc: string;
  /**
   * Masked phone numbers with the last four digits readable, such as 189****1234; SF needs one of
   * the two.
   */
  readonly contact?: {
    /** The sender's phone number, masked. At most 1024 bytes. */
    readonly consignor_contact?: string;
    /** The recipient's phone number, masked. At most 1024 bytes. */
    readonly receiver_contact?: string;
  };
};

/** One sub-order of a combined payment, and what its goods are sent with. */
export type TradeSubOrder = {
  /** Identifies the payment in one of two forms. The fields of the other form are ignored. */
  order_key: OrderKey;
  /** 1 courier, 2 same-city delivery, 3 virtual goods, 4 self pick-up. */
  logistics_type:
    | 1
    | 2
    | 3
    | 4
    | "PHYSICAL_LOGISTICS"
    | "LOCATION_BASED_LOGISTICS"
    | "VIRTUAL_GOODS"
    | "SELF_PICKUP";
  /**
   * 1 UNIFIED_DELIVERY: one entry in shipping_list; 2 SPLIT_DELIVERY: several parcels, couriers
   * only.
   */
  delivery_mode: 1 | 2 | "UNIFIED_DELIVERY" | "SPLIT_DELIVERY";
  /** Required for SPLIT_DELIVERY: true with the last parcels, false before; ignored otherwise. */
  is_all_delivered?: boolean;
  /** One entry for UNIFIED_DELIVERY, 1 to 15 for SPLIT_DELIVERY. 1 to 15 items. */
  shipping_list: TradeParcel[];
};

/** One sub-order of a combined payment, and what its goods are sent with. */
export type ReadonlyTradeSubOrder = {
  /** Identifies the payment in one of two forms. The fields of the other form are ignored. */
  readonly order_key: ReadonlyOrderKey;
  /** 1 courier, 2 same-city delivery, 3 virtual goods, 4 self pick-up. */
  readonly logistics_type:
    | 1
    | 2
    | 3
    | 4
    | "PHYSICAL_LOGISTICS"
    | "LOCATION_BASED_LOGISTICS"
    | "VIRTUAL_GOODS"
    | "SELF_PICKUP";
  /**
   * 1 UNIFIED_DELIVERY: one entry in shipping_list; 2 SPLIT_DELIVERY: several parcels, couriers
   * only.
   */
  readonly delivery_mode: 1 | 2 | "UNIFIED_DELIVERY" | "SPLIT_DELIVERY";
  /** Required for SPLIT_DELIVERY: true with the last parcels, false before; ignored otherwise. */
  readonly is_all_delivered?: boolean;
  /** One entry for UNIFIED_DELIVERY, 1 to 15 for SPLIT_DELIVERY. 1 to 15 items. */
  readonly shipping_list: readonly ReadonlyTradeParcel[];
};

/** A payment under shipping information management. */
export type TradeOrder = {
  transaction_id: string;
  merchant_trade_no: string;
  merchant_id: string;
  /** Empty without a provider. */
  sub_merchant_id: string;
  /** The item_desc of all parcels; empty before shipping. */
  description: string;
  /** In fen. */
  paid_amount: number;
  openid: string;
  /** Seconds since 1970. */
  trade_create_time: number;
  /** Seconds since 1970. */
  pay_time: number;
  /** 1 unshipped, 2 shipped, 3 receipt confirmed, 4 completed, 5 refunded, 6 awaiting settlement. */
  order_state: 1 | 2 | 3 | 4 | 5 | 6;
  in_complaint: boolean;
  /** Empty before any upload. */
  shipping: {
    delivery_mode?: 1 | 2;
    logistics_type?: 1 | 2 | 3 | 4;
    /** True when all goods are sent. */
    finish_shipping?: boolean;
    /** How often the shipment was completed; 2 after the re-shipment. */
    finish_shipping_count?: 0 | 1 | 2;
    /** The goods of all parcels. */
    goods_desc?: string;
    shipping_list?: {
      tracking_no: string;
      express_company: string;
      /** item_desc of the upload. */
      goods_desc: string;
      /** Seconds since 1970 of the upload that brought the parcel. */
      upload_time: number;
      /**
       * Masked phone numbers with the last four digits readable, such as 189****1234; SF needs one of
       * the two.
       */
      contact: {
        /** The sender's phone number, masked. At most 1024 bytes. */
        consignor_contact?: string;
        /** The recipient's phone number, masked. At most 1024 bytes. */
        receiver_contact?: string;
      };
    }[];
  };
};

/** A service provider's order for a resource package. */
export type ServiceProviderOrder = {
  orderId: string;
  /** 1 to be paid, 2 paid, 3 timed out, 5 refunding, 6 refunded, 7 refund failed, 9 cancelled. */
  status: 1 | 2 | 3 | 5 | 6 | 7 | 9;
  /** Milliseconds since 1970. */
  createTime: number;
  /** Milliseconds since 1970. */
  updateTime: number;
  /** In fen, 64 bits, as a string. */
  orderPrice: string;
  payInfo?: {
    /** Seconds since 1970. */
    applyPayTime: number;
    /** Seconds since 1970; only after a successful payment. */
    finishPayTime?: number;
  };
  orderProductInfo: {
    spSpuId?: string;
    spSkuId?: string;
    spBizId?: number;
    spuName?: string;
    skuName?: string;
    /** At least 1. */
    skuCnt?: number;
    /** Seconds since 1970. */
    validityBeginTime?: number;
    /** Seconds since 1970. */
    validityEndTime?: number;
  };
  /** Only after an invoice was requested. */
  invoiceInfo?: {
    invoiceApplyTime: number;
    /** 1 in progress, 2 issued, 3 cancelled, 4 failed. */
    invoiceStatus: 1 | 2 | 3 | 4;
  };
  /** Only after a successful payment. */
  usage?: {
    used: string;
    all: string;
  };
};

/** A retail SKU that an order's wholesale SKU converts to. */
export type ConvertibleSku = {
  spuId: string;
  skuId: string;
  skuName: string;
  bizId: number;
  /** Deprecated: in fen; ignore it. */
  finalPrice: string;
  attr: {
    /** Validity of a package in seconds, as a string. */
    duration: string;
    durationType: number;
    granularity: number;
    proportion: {
      quota: {
        /** Quota of a package. */
        quota: string;
      };
    };
  };
};

/** The authorisation of a merchant, from `api_query_auth`. It contains tokens. */
export type AuthorizationInfo = {
  /** The merchant's appid. */
  authorizer_appid: string;
  authorizer_access_token: string;
  /** Lifetime in seconds. */
  expires_in: number;
  authorizer_refresh_token: string;
  /** The permission sets that the merchant granted. */
  func_info: {
    funcscope_category: {
      id: number;
    };
  }[];
};

/** The request of `uploadShoppingInfo`. */
export type UploadShoppingInfoRequest = {
  /** Identifies the payment in one of two forms. The fields of the other form are ignored. */
  order_key: OrderKey;
  /** The merchant orders that this payment covers. Not empty. */
  order_list: MerchantOrder[];
  /** The payer. The names `pay` and `opens` of older documents are also accepted. */
  payer: {
    /** The payer's id in the app, 1 to 128 bytes. */
    openid: string;
  };
  /** 1 physical (default, also for 0), 2 same-city, 3 virtual, 4 self pick-up. */
  logistics_type?:
    | 1
    | 2
    | 3
    | 4
    | "PHYSICAL_LOGISTICS"
    | "LOCATION_BASED_LOGISTICS"
    | "VIRTUAL_GOODS"
    | "SELF_PICKUP";
  /**
   * RFC 3339 with an offset; a later time replaces the upload, an earlier one is rejected. At most
   * 64 bytes.
   */
  upload_time: string;
};

/** The argument of `uploadShoppingInfo`. The client does not write to it. */
export type ReadonlyUploadShoppingInfoRequest = {
  /** Identifies the payment in one of two forms. The fields of the other form are ignored. */
  readonly order_key: ReadonlyOrderKey;
  /** The merchant orders that this payment covers. Not empty. */
  readonly order_list: readonly ReadonlyMerchantOrder[];
  /** The payer. The names `pay` and `opens` of older documents are also accepted. */
  readonly payer: {
    /** The payer's id in the app, 1 to 128 bytes. */
    readonly openid: string;
  };
  /** 1 physical (default, also for 0), 2 same-city, 3 virtual, 4 self pick-up. */
  readonly logistics_type?:
    | 1
    | 2
    | 3
    | 4
    | "PHYSICAL_LOGISTICS"
    | "LOCATION_BASED_LOGISTICS"
    | "VIRTUAL_GOODS"
    | "SELF_PICKUP";
  /**
   * RFC 3339 with an offset; a later time replaces the upload, an earlier one is rejected. At most
   * 64 bytes.
   */
  readonly upload_time: string;
};

/** The reply of `uploadShoppingInfo` when errcode is 0. */
export type UploadShoppingInfoReply = {
  errcode: 0;
  errmsg: string;
};

/** The request of `uploadCombinedShoppingInfo`. */
export type UploadCombinedShoppingInfoRequest = {
  /** Identifies the payment in one of two forms. The fields of the other form are ignored. */
  order_key: {
    /** 1 MERCHANT_TRADE_NUMBER: mchid and out_trade_no; 2 WXPAY_TRADE_NUMBER: transaction_id. */
    order_number_type: 1 | 2 | "MERCHANT_TRADE_NUMBER" | "WXPAY_TRADE_NUMBER";
    /** Form 2: the WeChat Pay order number. At most 64 bytes. */
    transaction_id?: string;
    /** Form 1: the merchant number that WeChat Pay issued. At most 64 bytes. */
    mchid?: string;
    /** Form 1: the merchant's own order number, unique within the mchid. At most 64 bytes. */
    out_trade_no?: string;
  };
  /** The sub-orders, one for each sub-payment, 1 to 50. 1 to 50 items. */
  sub_orders: {
    /** Identifies the payment in one of two forms. The fields of the other form are ignored. */
    order_key: OrderKey;
    /** The order number shown to the buyer; unique within the request. At most 64 bytes. */
    merchant_order_no: string;
    /** The page that a tap opens: an H5 page or a page of the app's own mini program. */
    order_detail_jump_link: Link;
    /** The items of the order, 1 to 50. 1 to 50 items. */
    item_list: Item[];
    /** 1 physical (default, also for 0), 2 same-city, 3 virtual, 4 self pick-up. */
    logistics_type?:
      | 1
      | 2
      | 3
      | 4
      | "PHYSICAL_LOGISTICS"
      | "LOCATION_BASED_LOGISTICS"
      | "VIRTUAL_GOODS"
      | "SELF_PICKUP";
  }[];
  /** The payer. The names `pay` and `opens` of older documents are also accepted. */
  payer: {
    /** The payer's id in the app, 1 to 128 bytes. */
    openid: string;
  };
  /**
   * RFC 3339 with an offset; a later time replaces the upload, an earlier one is rejected. At most
   * 64 bytes.
   */
  upload_time: string;
};

/** The argument of `uploadCombinedShoppingInfo`. The client does not write to it. */
export type ReadonlyUploadCombinedShoppingInfoRequest = {
  /** Identifies the payment in one of two forms. The fields of the other form are ignored. */
  readonly order_key: {
    /** 1 MERCHANT_TRADE_NUMBER: mchid and out_trade_no; 2 WXPAY_TRADE_NUMBER: transaction_id. */
    readonly order_number_type: 1 | 2 | "MERCHANT_TRADE_NUMBER" | "WXPAY_TRADE_NUMBER";
    /** Form 2: the WeChat Pay order number. At most 64 bytes. */
    readonly transaction_id?: string;
    /** Form 1: the merchant number that WeChat Pay issued. At most 64 bytes. */
    readonly mchid?: string;
    /** Form 1: the merchant's own order number, unique within the mchid. At most 64 bytes. */
    readonly out_trade_no?: string;
  };
  /** The sub-orders, one for each sub-payment, 1 to 50. 1 to 50 items. */
  readonly sub_orders: readonly {
    /** Identifies the payment in one of two forms. The fields of the other form are ignored. */
    readonly order_key: ReadonlyOrderKey;
    /** The order number shown to the buyer; unique within the request. At most 64 bytes. */
    readonly merchant_order_no: string;
    /** The page that a tap opens: an H5 page or a page of the app's own mini program. */
    readonly order_detail_jump_link: ReadonlyLink;
    /** The items of the order, 1 to 50. 1 to 50 items. */
    readonly item_list: readonly ReadonlyItem[];
    /** 1 physical (default, also for 0), 2 same-city, 3 virtual, 4 self pick-up. */
    readonly logistics_type?:
      | 1
      | 2
      | 3
      | 4
      | "PHYSICAL_LOGISTICS"
      | "LOCATION_BASED_LOGISTICS"
      | "VIRTUAL_GOODS"
      | "SELF_PICKUP";
  }[];
  /** The payer. The names `pay` and `opens` of older documents are also accepted. */
  readonly payer: {
    /** The payer's id in the app, 1 to 128 bytes. */
    readonly openid: string;
  };
  /**
   * RFC 3339 with an offset; a later time replaces the upload, an earlier one is rejected. At most
   * 64 bytes.
   */
  readonly upload_time: string;
};

/** The reply of `uploadCombinedShoppingInfo` when errcode is 0. */
export type UploadCombinedShoppingInfoReply = {
  errcode: 0;
  errmsg: string;
};

/** The request of `uploadShippingInfo`. */
export type UploadShippingInfoRequest = {
  /** Identifies the payment in one of two forms. The fields of the other form are ignored. */
  order_key: OrderKey;
  /** 1 UNIFIED_DELIVERY: one parcel, without items; 2 SPLIT_DELIVERY: each parcel lists its items. */
  delivery_mode: 1 | 2 | "UNIFIED_DELIVERY" | "SPLIT_DELIVERY";
  /** The parcels: one for UNIFIED_DELIVERY, at most 10 for SPLIT_DELIVERY. 1 to 10 items. */
  shipping_list: {
    /** The tracking number. At most 128 bytes. */
    tracking_no: string;
    /** The carrier's code (delivery_id). At most 128 bytes. */
    express_company: string;
    /** The items in the parcel, at most 50; only for SPLIT_DELIVERY. At most 50 items. */
    item_list?: {
      /** The merchant_item_id of the shopping details. At most 64 bytes. */
      merchant_item_id: string;
    }[];
    /**
     * Masked phone numbers with the last four digits readable, such as 189****1234; SF needs one of
     * the two.
     */
    contact?: {
      /** The sender's phone number, masked. At most 1024 bytes. */
      consignor_contact?: string;
      /** The recipient's phone number, masked. At most 1024 bytes. */
      receiver_contact?: string;
    };
  }[];
  /** The payer. The names `pay` and `opens` of older documents are also accepted. */
  payer?: {
    /** The payer's id in the app, 1 to 128 bytes. */
    openid: string;
  };
  /**
   * RFC 3339 with an offset; a later time replaces the upload, an earlier one is rejected. At most
   * 64 bytes.
   */
  upload_time: string;
};

/** The argument of `uploadShippingInfo`. The client does not write to it. */
export type ReadonlyUploadShippingInfoRequest = {
  /** Identifies the payment in one of two forms. The fields of the other form are ignored. */
  readonly order_key: ReadonlyOrderKey;
  /** 1 UNIFIED_DELIVERY: one parcel, without items; 2 SPLIT_DELIVERY: each parcel lists its items. */
  readonly delivery_mode: 1 | 2 | "UNIFIED_DELIVERY" | "SPLIT_DELIVERY";
  /** The parcels: one for UNIFIED_DELIVERY, at most 10 for SPLIT_DELIVERY. 1 to 10 items. */
  readonly shipping_list: readonly {
    /** The tracking number. At most 128 bytes. */
    readonly tracking_no: string;
    /** The carrier's code (delivery_id). At most 128 bytes. */
    readonly express_company: string;
    /** The items in the parcel, at most 50; only for SPLIT_DELIVERY. At most 50 items. */
    readonly item_list?: readonly {
      /** The merchant_item_id of the shopping details. At most 64 bytes. */
      readonly merchant_item_id: string;
    }[];
    /**
     * Masked phone numbers with the last four digits readable, such as 189****1234; SF needs one of
     * the two.
     */
    readonly contact?: {
      /** The sender's phone number, masked. At most 1024 bytes. */
      readonly consignor_contact?: string;
      /** The recipient's phone number, masked. At most 1024 bytes. */
      readonly receiver_contact?: string;
    };
  }[];
  /** The payer. The names `pay` and `opens` of older documents are also accepted. */
  readonly payer?: {
    /** The payer's id in the app, 1 to 128 bytes. */
    readonly openid: string;
  };
  /**
   * RFC 3339 with an offset; a later time replaces the upload, an earlier one is rejected. At most
   * 64 bytes.
   */
  readonly upload_time: string;
};

/** The reply of `uploadShippingInfo` when errcode is 0. */
export type UploadShippingInfoReply = {
  errcode: 0;
  errmsg: string;
};

/** The request of `uploadCombinedShippingInfo`. */
export type UploadCombinedShippingInfoRequest = {
  /** Identifies the payment in one of two forms. The fields of the other form are ignored. */
  order_key: {
    /** 1 MERCHANT_TRADE_NUMBER: mchid and out_trade_no; 2 WXPAY_TRADE_NUMBER: transaction_id. */
    order_number_type: 1 | 2 | "MERCHANT_TRADE_NUMBER" | "WXPAY_TRADE_NUMBER";
    /** Form 2: the WeChat Pay order number. At most 64 bytes. */
    transaction_id?: string;
    /** Form 1: the merchant number that WeChat Pay issued. At most 64 bytes. */
    mchid?: string;
    /** Form 1: the merchant's own order number, unique within the mchid. At most 64 bytes. */
    out_trade_no?: string;
  };
  /** The sub-orders to ship, 1 to 50; the others keep their parcels. 1 to 50 items. */
  sub_orders: {
    /** Identifies the payment in one of two forms. The fields of the other form are ignored. */
    order_key: OrderKey;
    /** 1 UNIFIED_DELIVERY: one parcel, without items; 2 SPLIT_DELIVERY: each parcel lists its items. */
    delivery_mode: 1 | 2 | "UNIFIED_DELIVERY" | "SPLIT_DELIVERY";
    /** The parcels: one for UNIFIED_DELIVERY, at most 10 for SPLIT_DELIVERY. 1 to 10 items. */
    shipping_list: {
      /** The tracking number. At most 128 bytes. */
      tracking_no: string;
      /** The carrier's code (delivery_id). At most 128 bytes. */
      express_company: string;
      /** The items in the parcel, at most 50; only for SPLIT_DELIVERY. At most 50 items. */
      item_list?: {
        /** The merchant_item_id of the shopping details. At most 64 bytes. */
        merchant_item_id: string;
      }[];
      /**
       * Masked phone numbers with the last four digits readable, such as 189****1234; SF needs one of
       * the two.
       */
      contact?: {
        /** The sender's phone number, masked. At most 1024 bytes. */
        consignor_contact?: string;
        /** The recipient's phone number, masked. At most 1024 bytes. */
        receiver_contact?: string;
      };
    }[];
  }[];
  /** The payer. The names `pay` and `opens` of older documents are also accepted. */
  payer?: {
    /** The payer's id in the app, 1 to 128 bytes. */
    openid: string;
  };
  /**
   * RFC 3339 with an offset; a later time replaces the upload, an earlier one is rejected. At most
   * 64 bytes.
   */
  upload_time: string;
};

/** The argument of `uploadCombinedShippingInfo`. The client does not write to it. */
export type ReadonlyUploadCombinedShippingInfoRequest = {
  /** Identifies the payment in one of two forms. The fields of the other form are ignored. */
  readonly order_key: {
    /** 1 MERCHANT_TRADE_NUMBER: mchid and out_trade_no; 2 WXPAY_TRADE_NUMBER: transaction_id. */
    readonly order_number_type: 1 | 2 | "MERCHANT_TRADE_NUMBER" | "WXPAY_TRADE_NUMBER";
    /** Form 2: the WeChat Pay order number. At most 64 bytes. */
    readonly transaction_id?: string;
    /** Form 1: the merchant number that WeChat Pay issued. At most 64 bytes. */
    readonly mchid?: string;
    /** Form 1: the merchant's own order number, unique within the mchid. At most 64 bytes. */
    readonly out_trade_no?: string;
  };
  /** The sub-orders to ship, 1 to 50; the others keep their parcels. 1 to 50 items. */
  readonly sub_orders: readonly {
    /** Identifies the payment in one of two forms. The fields of the other form are ignored. */
    readonly order_key: ReadonlyOrderKey;
    /** 1 UNIFIED_DELIVERY: one parcel, without items; 2 SPLIT_DELIVERY: each parcel lists its items. */
    readonly delivery_mode: 1 | 2 | "UNIFIED_DELIVERY" | "SPLIT_DELIVERY";
    /** The parcels: one for UNIFIED_DELIVERY, at most 10 for SPLIT_DELIVERY. 1 to 10 items. */
    readonly shipping_list: readonly {
      /** The tracking number. At most 128 bytes. */
      readonly tracking_no: string;
      /** The carrier's code (delivery_id). At most 128 bytes. */
      readonly express_company: string;
      /** The items in the parcel, at most 50; only for SPLIT_DELIVERY. At most 50 items. */
      readonly item_list?: readonly {
        /** The merchant_item_id of the shopping details. At most 64 bytes. */
        readonly merchant_item_id: string;
      }[];
      /**
       * Masked phone numbers with the last four digits readable, such as 189****1234; SF needs one of
       * the two.
       */
      readonly contact?: {
        /** The sender's phone number, masked. At most 1024 bytes. */
        readonly consignor_contact?: string;
        /** The recipient's phone number, masked. At most 1024 bytes. */
        readonly receiver_contact?: string;
      };
    }[];
  }[];
  /** The payer. The names `pay` and `opens` of older documents are also accepted. */
  readonly payer?: {
    /** The payer's id in the app, 1 to 128 bytes. */
    readonly openid: string;
  };
  /**
   * RFC 3339 with an offset; a later time replaces the upload, an earlier one is rejected. At most
   * 64 bytes.
   */
  readonly upload_time: string;
};

/** The reply of `uploadCombinedShippingInfo` when errcode is 0. */
export type UploadCombinedShippingInfoReply = {
  errcode: 0;
  errmsg: string;
};

/** The request of `shoppingInfoVerifyUploadResult`. */
export type VerifyUploadResultRequest = {
  /** Identifies the payment in one of two forms. The fields of the other form are ignored. */
  order_key: OrderKey;
  /** The payer. The names `pay` and `opens` of older documents are also accepted. */
  payer: {
    /** The payer's id in the app, 1 to 128 bytes. */
    openid: string;
  };
};

/** The argument of `shoppingInfoVerifyUploadResult`. The client does not write to it. */
export type ReadonlyVerifyUploadResultRequest = {
  /** Identifies the payment in one of two forms. The fields of the other form are ignored. */
  readonly order_key: ReadonlyOrderKey;
  /** The payer. The names `pay` and `opens` of older documents are also accepted. */
  readonly payer: {
    /** The payer's id in the app, 1 to 128 bytes. */
    readonly openid: string;
  };
};

/** The reply of `shoppingInfoVerifyUploadResult` when errcode is 0. */
export type VerifyUploadResultReply = {
  errcode: 0;
  errmsg: string;
  /**
   * `CODE: description`; CODE is one of SUCCESS, NOT_UPLOADED, ORDER_NUMBER_TYPE_MISMATCH,
   * NOT_PAID, PAYER_MISMATCH, APPID_MISMATCH, SUB_ORDERS_MISMATCH.
   */
  verify_result: string;
};

/** The reply of `openShoppingOrderProductPermission` when errcode is 0. */
export type OpenShoppingOrderProductPermissionReply = {
  errcode: 0;
  errmsg: string;
};

/** The reply of `confirmProductPermission` when errcode is 0. */
export type ConfirmProductPermissionReply = {
  errcode: 0;
  errmsg: string;
  /**
   * Result of the most recent finished review: APPROVED or REJECTED: reason; empty if there was
   * none.
   */
  last_result: string;
};

/** The request of `secUploadShippingInfo`. */
export type SecUploadShippingInfoRequest = {
  /** Identifies the payment in one of two forms. The fields of the other form are ignored. */
  order_key: OrderKey;
  /** 1 courier, 2 same-city delivery, 3 virtual goods, 4 self pick-up. */
  logistics_type:
    | 1
    | 2
    | 3
    | 4
    | "PHYSICAL_LOGISTICS"
    | "LOCATION_BASED_LOGISTICS"
    | "VIRTUAL_GOODS"
    | "SELF_PICKUP";
  /**
   * 1 UNIFIED_DELIVERY: one entry in shipping_list; 2 SPLIT_DELIVERY: several parcels, couriers
   * only.
   */
  delivery_mode: 1 | 2 | "UNIFIED_DELIVERY" | "SPLIT_DELIVERY";
  /** Required for SPLIT_DELIVERY: true with the last parcels, false before; ignored otherwise. */
  is_all_delivered?: boolean;
  /** One entry for UNIFIED_DELIVERY, 1 to 15 for SPLIT_DELIVERY. 1 to 15 items. */
  shipping_list: TradeParcel[];
  /**
   * RFC 3339 with an offset; later than that of the payment's previous upload, and at most 60
   * seconds ahead of the platform's clock.
   */
  upload_time: string;
  /** The payer. */
  payer: {
    /** The payer's id under the calling app, 1 to 128 bytes. */
    openid: string;
  };
};

/** The argument of `secUploadShippingInfo`. The client does not write to it. */
export type ReadonlySecUploadShippingInfoRequest = {
  /** Identifies the payment in one of two forms. The fields of the other form are ignored. */
  readonly order_key: ReadonlyOrderKey;
  /** 1 courier, 2 same-city delivery, 3 virtual goods, 4 self pick-up. */
  readonly logistics_type:
    | 1
    | 2
    | 3
    | 4
    | "PHYSICAL_LOGISTICS"
    | "LOCATION_BASED_LOGISTICS"
    | "VIRTUAL_GOODS"
    | "SELF_PICKUP";
  /**
   * 1 UNIFIED_DELIVERY: one entry in shipping_list; 2 SPLIT_DELIVERY: several parcels, couriers
   * only.
   */
  readonly delivery_mode: 1 | 2 | "UNIFIED_DELIVERY" | "SPLIT_DELIVERY";
  /** Required for SPLIT_DELIVERY: true with the last parcels, false before; ignored otherwise. */
  readonly is_all_delivered?: boolean;
  /** One entry for UNIFIED_DELIVERY, 1 to 15 for SPLIT_DELIVERY. 1 to 15 items. */
  readonly shipping_list: readonly ReadonlyTradeParcel[];
  /**
   * RFC 3339 with an offset; later than that of the payment's previous upload, and at most 60
   * seconds ahead of the platform's clock.
   */
  readonly upload_time: string;
  /** The payer. */
  readonly payer: {
    /** The payer's id under the calling app, 1 to 128 bytes. */
    readonly openid: string;
  };
};

/** The reply of `secUploadShippingInfo` when errcode is 0. */
export type SecUploadShippingInfoReply = {
  errcode: 0;
  errmsg: string;
};

/** The request of `secUploadCombinedShippingInfo`. */
export type SecUploadCombinedShippingInfoRequest = {
  /** Identifies the payment in one of two forms. The fields of the other form are ignored. */
  order_key: OrderKey;
  /** The sub-orders to ship, 1 to 50; some may be left out. 1 to 50 items. */
  sub_orders: TradeSubOrder[];
  /**
   * RFC 3339 with an offset; later than that of the payment's previous upload, and at most 60
   * seconds ahead of the platform's clock.
   */
  upload_time: string;
  /** The payer. */
  payer: {
    /** The payer's id under the calling app, 1 to 128 bytes. */
    openid: string;
  };
};

/** The argument of `secUploadCombinedShippingInfo`. The client does not write to it. */
export type ReadonlySecUploadCombinedShippingInfoRequest = {
  /** Identifies the payment in one of two forms. The fields of the other form are ignored. */
  readonly order_key: ReadonlyOrderKey;
  /** The sub-orders to ship, 1 to 50; some may be left out. 1 to 50 items. */
  readonly sub_orders: readonly ReadonlyTradeSubOrder[];
  /**
   * RFC 3339 with an offset; later than that of the payment's previous upload, and at most 60
   * seconds ahead of the platform's clock.
   */
  readonly upload_time: string;
  /** The payer. */
  readonly payer: {
    /** The payer's id under the calling app, 1 to 128 bytes. */
    readonly openid: string;
  };
};

/** The reply of `secUploadCombinedShippingInfo` when errcode is 0. */
export type SecUploadCombinedShippingInfoReply = {
  errcode: 0;
  errmsg: string;
};

/** The request of `secGetOrder`. */
export type SecGetOrderRequest = {
  /** WeChat Pay's number; it takes precedence over the other members. */
  transaction_id?: string;
  /** Without a transaction_id: the merchant number that placed the order. */
  merchant_id?: string;
  /** In provider mode: the sub-merchant's number. */
  sub_merchant_id?: string;
  /** Without a transaction_id: the merchant's order number. */
  merchant_trade_no?: string;
};

/** The argument of `secGetOrder`. The client does not write to it. */
export type ReadonlySecGetOrderRequest = {
  /** WeChat Pay's number; it takes precedence over the other members. */
  readonly transaction_id?: string;
  /** Without a transaction_id: the merchant number that placed the order. */
  readonly merchant_id?: string;
  /** In provider mode: the sub-merchant's number. */
  readonly sub_merchant_id?: string;
  /** Without a transaction_id: the merchant's order number. */
  readonly merchant_trade_no?: string;
};

/** The reply of `secGetOrder` when errcode is 0. */
export type SecGetOrderReply = {
  errcode: 0;
  errmsg: string;
  order: TradeOrder;
};

/** The request of `secGetOrderList`. */
export type SecGetOrderListRequest = {
  /** When the payments were made, both ends included, in seconds. */
  pay_time_range?: {
    /** Default: 0. At least 0. */
    begin_time?: number;
    /** Default: 4294967295. At least 0. */
    end_time?: number;
  };
  /** 1 unshipped, 2 shipped, 3 receipt confirmed, 4 completed, 5 refunded, 6 awaiting settlement. */
  order_state?: 1 | 2 | 3 | 4 | 5 | 6;
  /** The payer. */
  openid?: string;
  /** last_index of the previous page; empty for the first page. */
  last_index?: string;
  /** 0 or absent: 100; a larger number counts as 100. At least 0. */
  page_size?: number;
};

/** The argument of `secGetOrderList`. The client does not write to it. */
export type ReadonlySecGetOrderListRequest = {
  /** When the payments were made, both ends included, in seconds. */
  readonly pay_time_range?: {
    /** Default: 0. At least 0. */
    readonly begin_time?: number;
    /** Default: 4294967295. At least 0. */
    readonly end_time?: number;
  };
  /** 1 unshipped, 2 shipped, 3 receipt confirmed, 4 completed, 5 refunded, 6 awaiting settlement. */
  readonly order_state?: 1 | 2 | 3 | 4 | 5 | 6;
  /** The payer. */
  readonly openid?: string;
  /** last_index of the previous page; empty for the first page. */
  readonly last_index?: string;
  /** 0 or absent: 100; a larger number counts as 100. At least 0. */
  readonly page_size?: number;
};

/** The reply of `secGetOrderList` when errcode is 0. */
export type SecGetOrderListReply = {
  errcode: 0;
  errmsg: string;
  order_list: TradeOrder[];
  /** For the request of the next page. */
  last_index: string;
  /** True: there is a next page. */
  has_more: boolean;
};

/** The request of `secNotifyConfirmReceive`. */
export type SecNotifyConfirmReceiveRequest = {
  /** WeChat Pay's number; it takes precedence over the other members. */
  transaction_id?: string;
  /** Without a transaction_id: the merchant number that placed the order. */
  merchant_id?: string;
  /** In provider mode: the sub-merchant's number. */
  sub_merchant_id?: string;
  /** Without a transaction_id: the merchant's order number. */
  merchant_trade_no?: string;
  /** When the parcel was signed for: seconds since 1970. At least 0. */
  received_time: number;
};

/** The argument of `secNotifyConfirmReceive`. The client does not write to it. */
export type ReadonlySecNotifyConfirmReceiveRequest = {
  /** WeChat Pay's number; it takes precedence over the other members. */
  readonly transaction_id?: string;
  /** Without a transaction_id: the merchant number that placed the order. */
  readonly merchant_id?: string;
  /** In provider mode: the sub-merchant's number. */
  readonly sub_merchant_id?: string;
  /** Without a transaction_id: the merchant's order number. */
  readonly merchant_trade_no?: string;
  /** When the parcel was signed for: seconds since 1970. At least 0. */
  readonly received_time: number;
};

/** The reply of `secNotifyConfirmReceive` when errcode is 0. */
export type SecNotifyConfirmReceiveReply = {
  errcode: 0;
  errmsg: string;
};

/** The request of `secSetMsgJumpPath`. */
export type SecSetMsgJumpPathRequest = {
  /** A page of the mini program; empty to unset. At most 1024 bytes. */
  path: string;
};

/** The argument of `secSetMsgJumpPath`. The client does not write to it. */
export type ReadonlySecSetMsgJumpPathRequest = {
  /** A page of the mini program; empty to unset. At most 1024 bytes. */
  readonly path: string;
};

/** The reply of `secSetMsgJumpPath` when errcode is 0. */
export type SecSetMsgJumpPathReply = {
  errcode: 0;
  errmsg: string;
};

/** The request of `secIsTradeManaged`. */
export type SecIsTradeManagedRequest = {
  /** The appid of the token's app; a third-party platform may name any app that authorised it. */
  appid: string;
};

/** The argument of `secIsTradeManaged`. The client does not write to it. */
export type ReadonlySecIsTradeManagedRequest = {
  /** The appid of the token's app; a third-party platform may name any app that authorised it. */
  readonly appid: string;
};

/** The reply of `secIsTradeManaged` when errcode is 0. */
export type SecIsTradeManagedReply = {
  errcode: 0;
  errmsg: string;
  is_trade_managed: boolean;
};

/** The request of `secIsTradeManagementConfirmationCompleted`. */
export type SecIsTradeManagementConfirmationCompletedRequest = {
  /** The appid of the token's app; a third-party platform may name any app that authorised it. */
  appid: string;
};

/** The argument of `secIsTradeManagementConfirmationCompleted`. The client does not write to it. */
export type ReadonlySecIsTradeManagementConfirmationCompletedRequest = {
  /** The appid of the token's app; a third-party platform may name any app that authorised it. */
  readonly appid: string;
};

/** The reply of `secIsTradeManagementConfirmationCompleted` when errcode is 0. */
export type SecIsTradeManagementConfirmationCompletedReply = {
  errcode: 0;
  errmsg: string;
  completed: boolean;
};

/** The request of `secOpSpecialOrder`. */
export type SecOpSpecialOrderRequest = {
  /** A transaction_id or an out_trade_no; of several payments with that number, the newest. */
  order_id: string;
  /** 1 pre-sale, 2 test. */
  type: 1 | 2;
  /** For a pre-sale, seconds since 1970: later than 15 days and at most 330 days after the payment. */
  delay_to?: number;
};

/** The argument of `secOpSpecialOrder`. The client does not write to it. */
export type ReadonlySecOpSpecialOrderRequest = {
  /** A transaction_id or an out_trade_no; of several payments with that number, the newest. */
  readonly order_id: string;
  /** 1 pre-sale, 2 test. */
  readonly type: 1 | 2;
  /** For a pre-sale, seconds since 1970: later than 15 days and at most 330 days after the payment. */
  readonly delay_to?: number;
};

/** The reply of `secOpSpecialOrder` when errcode is 0. */
export type SecOpSpecialOrderReply = {
  errcode: 0;
  errmsg: string;
};

/** The request of `secUpdateOrderDetailPath`. */
export type SecUpdateOrderDetailPathRequest = {
  /** With the literal ${商品订单号}. At most 1024 bytes. */
  path: string;
};

/** The argument of `secUpdateOrderDetailPath`. The client does not write to it. */
export type ReadonlySecUpdateOrderDetailPathRequest = {
  /** With the literal ${商品订单号}. At most 1024 bytes. */
  readonly path: string;
};

/** The reply of `secUpdateOrderDetailPath` when errcode is 0. */
export type SecUpdateOrderDetailPathReply = {
  errcode: 0;
  errmsg: string;
};

/** The reply of `secGetOrderDetailPath` when errcode is 0. */
export type SecGetOrderDetailPathReply = {
  errcode: 0;
  errmsg: string;
  path: string;
};

/** The reply of `getDeliveryList` when errcode is 0. */
export type GetDeliveryListReply = {
  errcode: 0;
  errmsg: string;
  delivery_list: {
    delivery_id: string;
    delivery_name: string;
  }[];
  count: number;
};

/** The request of `getOrder`. */
export type GetOrderRequest = {
  /** One of the service provider's own orders: DD and 19 digits. */
  orderId: string;
};

/** The argument of `getOrder`. The client does not write to it. */
export type ReadonlyGetOrderRequest = {
  /** One of the service provider's own orders: DD and 19 digits. */
  readonly orderId: string;
};

/** The reply of `getOrder` when errcode is 0. */
export type GetOrderReply = {
  errcode: 0;
  errmsg: string;
  order: ServiceProviderOrder;
};

/** The request of `queryOrderList`. */
export type QueryOrderListRequest = {
  /** The wholesale SPU. */
  spuId: string;
  /** Number of entries to skip; a numeric string is also accepted. At least 0. */
  offset: number;
  /** Number of entries to return; a numeric string is also accepted. 1 to 20. */
  limit: number;
};

/** The argument of `queryOrderList`. The client does not write to it. */
export type ReadonlyQueryOrderListRequest = {
  /** The wholesale SPU. */
  readonly spuId: string;
  /** Number of entries to skip; a numeric string is also accepted. At least 0. */
  readonly offset: number;
  /** Number of entries to return; a numeric string is also accepted. 1 to 20. */
  readonly limit: number;
};

/** The reply of `queryOrderList` when errcode is 0. */
export type QueryOrderListReply = {
  errcode: 0;
  errmsg: string;
  /** Total number of orders. */
  total: number;
  orderList: ServiceProviderOrder[];
};

/** The request of `getConvertibleSkus`. */
export type GetConvertibleSkusRequest = {
  /** One of the service provider's own orders: DD and 19 digits. */
  orderId?: string;
  /** The wholesale SPU; required without orderId. */
  spSpuId?: string;
  /** The wholesale SKU; required without orderId. */
  spSkuId?: string;
};

/** The argument of `getConvertibleSkus`. The client does not write to it. */
export type ReadonlyGetConvertibleSkusRequest = {
  /** One of the service provider's own orders: DD and 19 digits. */
  readonly orderId?: string;
  /** The wholesale SPU; required without orderId. */
  readonly spSpuId?: string;
  /** The wholesale SKU; required without orderId. */
  readonly spSkuId?: string;
};

/** The reply of `getConvertibleSkus` when errcode is 0. */
export type GetConvertibleSkusReply = {
  errcode: 0;
  errmsg: string;
  skuList: ConvertibleSku[];
};

/** The request of `assignPackage`. */
export type AssignPackageRequest = {
  /** One of the service provider's own orders: DD and 19 digits. */
  orderId: string;
  /** One of the order's convertible SKUs; its quota is the amount assigned. */
  skuId: string;
  /** The receiving mini program or mobile app. */
  receiverAppId: string;
  /** Unique for each assignment of the order. 10 to 64 characters. */
  requestId: string;
  /**
   * When the package begins, in milliseconds since 1970. If absent or past, it begins immediately.
   * At least 0.
   */
  beginTime?: number;
};

/** The argument of `assignPackage`. The client does not write to it. */
export type ReadonlyAssignPackageRequest = {
  /** One of the service provider's own orders: DD and 19 digits. */
  readonly orderId: string;
  /** One of the order's convertible SKUs; its quota is the amount assigned. */
  readonly skuId: string;
  /** The receiving mini program or mobile app. */
  readonly receiverAppId: string;
  /** Unique for each assignment of the order. 10 to 64 characters. */
  readonly requestId: string;
  /**
   * When the package begins, in milliseconds since 1970. If absent or past, it begins immediately.
   * At least 0.
   */
  readonly beginTime?: number;
};

/** The reply of `assignPackage` when errcode is 0. */
export type AssignPackageReply = {
  errcode: 0;
  errmsg: string;
};

/** The request of `cancelAssign`. */
export type CancelAssignRequest = {
  /** One of the service provider's own orders: DD and 19 digits. */
  orderId: string;
  /** The requestId of the assignment. 10 to 64 characters. */
  requestId: string;
};

/** The argument of `cancelAssign`. The client does not write to it. */
export type ReadonlyCancelAssignRequest = {
  /** One of the service provider's own orders: DD and 19 digits. */
  readonly orderId: string;
  /** The requestId of the assignment. 10 to 64 characters. */
  readonly requestId: string;
};

/** The reply of `cancelAssign` when errcode is 0. */
export type CancelAssignReply = {
  errcode: 0;
  errmsg: string;
};

/** The request of `getSPUsageDetail`. */
export type GetSPUsageDetailRequest = {
  /** A wholesale or a retail SPU. */
  spuId: string;
  /** Number of entries to skip; a numeric string is also accepted. At least 0. */
  offset: number;
  /** Number of entries to return; a numeric string is also accepted. 1 to 20. */
  limit: number;
  /** 1 in force, 2 not in force yet, 3 ended. */
  status?: 1 | 2 | 3;
};

/** The argument of `getSPUsageDetail`. The client does not write to it. */
export type ReadonlyGetSPUsageDetailRequest = {
  /** A wholesale or a retail SPU. */
  readonly spuId: string;
  /** Number of entries to skip; a numeric string is also accepted. At least 0. */
  readonly offset: number;
  /** Number of entries to return; a numeric string is also accepted. 1 to 20. */
  readonly limit: number;
  /** 1 in force, 2 not in force yet, 3 ended. */
  readonly status?: 1 | 2 | 3;
};

/** The reply of `getSPUsageDetail` when errcode is 0. */
export type GetSPUsageDetailReply = {
  errcode: 0;
  errmsg: string;
  /** Total quota of the packages in force; before charging begins, also of those not in force yet. */
  all: string;
  /** Total usage. */
  effectiveUse: string;
  /** Deprecated: the same as all. */
  effectiveAll: string;
  /** Total number of packages. */
  total: number;
  detailList: {
    pkgId: string;
    /** 1 in force, 2 not in force yet, 3 ended. */
    status: 1 | 2 | 3;
    /** Seconds since 1970. */
    startTime: number;
    /** Seconds since 1970. */
    endTime: number;
    /** Quota, a 64-bit number. */
    all: string;
    /** Used quota, a 64-bit number. */
    used: string;
    spuId: string;
    skuId: string;
    /** 1 trial quota, 2 bought, 3 assigned by a service provider, 4 and 5 other. */
    source: 1 | 2 | 3 | 4 | 5;
    /** The purchase order; DD0 for a package without one. */
    orderId: string;
  }[];
};

/** The request of `getUsageDetail`. */
export type GetUsageDetailRequest = {
  /** The retail SPU. */
  spuId: string;
  /** Number of entries to skip; a numeric string is also accepted. At least 0. */
  offset: number;
  /** Number of entries to return; a numeric string is also accepted. 1 to 20. */
  limit: number;
};

/** The argument of `getUsageDetail`. The client does not write to it. */
export type ReadonlyGetUsageDetailRequest = {
  /** The retail SPU. */
  readonly spuId: string;
  /** Number of entries to skip; a numeric string is also accepted. At least 0. */
  readonly offset: number;
  /** Number of entries to return; a numeric string is also accepted. 1 to 20. */
  readonly limit: number;
};

/** The reply of `getUsageDetail` when errcode is 0. */
export type GetUsageDetailReply = {
  errcode: 0;
  errmsg: string;
  /** Total quota of the packages in force; before charging begins, also of those not in force yet. */
  all: string;
  /** Total usage. */
  effectiveUse: string;
  /** Deprecated: the same as all. */
  effectiveAll: string;
  /** Total number of packages. */
  total: number;
  /** Seconds since 1970; only for subscription goods in force. */
  startServiceTime?: number;
  /** Seconds since 1970; only for subscription goods in force. */
  endServiceTime?: number;
  detailList: {
    pkgId: string;
    /** 1 in force, 2 not in force yet, 3 ended. */
    status: 1 | 2 | 3;
    /** Seconds since 1970. */
    startTime: number;
    /** Seconds since 1970. */
    endTime: number;
    /** Quota, a 64-bit number. */
    all: string;
    /** Used quota, a 64-bit number. */
    used: string;
    spuId: string;
    skuId: string;
    /** 1 trial quota, 2 bought, 3 assigned by a service provider, 4 and 5 other. */
    source: 1 | 2 | 3 | 4 | 5;
  }[];
};

/** The request of `getRecentAverageUsage`. */
export type GetRecentAverageUsageRequest = {
  /** The retail SPU. */
  spuId: string;
};

/** The argument of `getRecentAverageUsage`. The client does not write to it. */
export type ReadonlyGetRecentAverageUsageRequest = {
  /** The retail SPU. */
  readonly spuId: string;
};

/** The reply of `getRecentAverageUsage` when errcode is 0. */
export type GetRecentAverageUsageReply = {
  errcode: 0;
  errmsg: string;
  /** Rounded up to two significant digits; at least 50. */
  averageData: number;
};

/** The request of `getRidInfo`. */
export type GetRidInfoRequest = {
  /** The rid at the end of an errmsg. */
  rid: string;
};

/** The argument of `getRidInfo`. The client does not write to it. */
export type ReadonlyGetRidInfoRequest = {
  /** The rid at the end of an errmsg. */
  readonly rid: string;
};

/** The reply of `getRidInfo` when errcode is 0. */
export type GetRidInfoReply = {
  errcode: 0;
  errmsg: string;
  request: {
    /** Unix time in seconds. */
    invoke_time: number;
    cost_in_ms: number;
    /** Query string, with the token masked. */
    request_url: string;
    /** At most 16 KiB, with secrets masked. */
    request_body: string;
    response_body: string;
    client_ip: string;
  };
};
