import { Type } from "typebox";
import { parseInstant } from "../common/instant.js";
import {
  enumerationNumber,
  isLine,
  isOpenid,
  isOutTradeNo,
  isText,
  isTransactionId,
  isUnset,
  isUrl,
  LINK_TYPES,
  LOGISTICS_TYPES,
  ORDER_NUMBER_TYPES,
} from "../common/limits.js";

const string = (isValid: (value: string) => boolean) => Type.Refine(Type.String(), isValid);
const line = (bytesMax: number) => string((value) => isLine(value, bytesMax));
const text = (charactersMax: number) => string((value) => isText(value, charactersMax));
const url = string(isUrl);
const instant = string((value) => parseInstant(value) !== null);
const openid = string(isOpenid);
const payNumber = string(isTransactionId);
const wholeNumber = (minimum: number) =>
  Type.Integer({ minimum, maximum: Number.MAX_SAFE_INTEGER });
const optional = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) =>
  Type.Optional(Type.Union([schema, Type.Null()]));
const isLineOf = (value: unknown, bytesMax: number) =>
  typeof value === "string" && isLine(value, bytesMax);

const enumerated = Type.Union([Type.Number(), Type.String()]);

const OrderKey = Type.Refine(
  Type.Object({
    order_number_type: enumerated,
    transaction_id: Type.Optional(Type.Unknown()),
    mchid: Type.Optional(Type.Unknown()),
    out_trade_no: Type.Optional(Type.Unknown()),
  }),
  (key) => {
    const { transaction_id: id, mchid, out_trade_no: number } = key;
    switch (enumerationNumber(ORDER_NUMBER_TYPES, key.order_number_type)) {
      case 1:
        return isLineOf(mchid, 64) && typeof number === "string" && isOutTradeNo(number);
      case 2:
        return typeof id === "string" && isTransactionId(id);
      default:
        return false;
    }
  },
);

// The members of the other type are ignored, whatever their values.
const Link = Type.Refine(
  Type.Object({
    type: enumerated,
    url: Type.Optional(Type.Unknown()),
    appid: Type.Optional(Type.Unknown()),
    path: Type.Optional(Type.Unknown()),
  }),
  ({ type, url: address, appid, path }) => {
    switch (enumerationNumber(LINK_TYPES, type)) {
      case 1:
        return typeof address === "string" && isUrl(address);
      case 2:
        return isLineOf(appid, 32) && isLineOf(path, 512);
      default:
        return false;
    }
  },
);

const Item = Type.Object({
  merchant_item_id: optional(line(64)),
  name: text(256),
  description: optional(text(512)),
  unit_price: wholeNumber(0),
  quantity: wholeNumber(1),
  image_url: optional(Type.Array(url, { minItems: 1, maxItems: 3 })),
  item_detail_jump_link: Link,
});

const MerchantOrder = Type.Object({
  merchant_order_no: line(64),
  order_detail_jump_link: Link,
  item_list: Type.Array(Item, { minItems: 1, maxItems: 50 }),
});

const Payer = Type.Object({ openid });

export const Upload = Type.Object({
  order_key: OrderKey,
  order_list: Type.Array(MerchantOrder, { minItems: 1 }),
  payer: Payer,
  logistics_type: Type.Optional(
    Type.Refine(
      Type.Unknown(),
      (value) => isUnset(value) || enumerationNumber(LOGISTICS_TYPES, value) !== null,
    ),
  ),
  upload_time: instant,
});

export const Verify = Type.Object({ order_key: OrderKey, payer: Payer });

export const Payment = Type.Object({
  appid: Type.String({ minLength: 1 }),
  mchid: payNumber,
  out_trade_no: payNumber,
  transaction_id: payNumber,
  trade_state: Type.Literal("SUCCESS"),
  success_time: instant,
  payer: Type.Object({ openid: Type.String({ minLength: 1, maxLength: 128 }) }),
  amount: Type.Object({ total: wholeNumber(0) }),
});

export const List = Type.Object({ limit: Type.Optional(Type.String({ pattern: "^[1-9]\\d?$" })) });
