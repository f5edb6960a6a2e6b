import { z } from "zod";
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

const line = (bytesMax: number) => z.string().refine((value) => isLine(value, bytesMax));
const text = (charactersMax: number) => z.string().refine((value) => isText(value, charactersMax));
const url = z.string().refine(isUrl);
const wholeNumber = (minimum: number) => z.number().int().min(minimum);

/** Parses a value of an enumeration into its number. */
const enumeration = (names: readonly string[]) =>
  z.unknown().transform((value, context) => {
    const number = enumerationNumber(names, value);
    if (number === null) context.addIssue("not a member of the enumeration");
    return number ?? 0;
  });

const orderKey = z
  .object({
    order_number_type: enumeration(ORDER_NUMBER_TYPES),
    transaction_id: z.unknown().optional(),
    mchid: z.unknown().optional(),
    out_trade_no: z.unknown().optional(),
  })
  .refine(({ order_number_type: form, transaction_id: id, mchid, out_trade_no: number }) =>
    form === 2
      ? typeof id === "string" && isTransactionId(id)
      : typeof mchid === "string" &&
        isLine(mchid, 64) &&
        typeof number === "string" &&
        isOutTradeNo(number),
  );

// The members of the other type are ignored, whatever their values.
const link = z
  .object({
    type: enumeration(LINK_TYPES),
    url: z.unknown().optional(),
    appid: z.unknown().optional(),
    path: z.unknown().optional(),
  })
  .transform(({ type, ...members }, context) => {
    const { url: address, appid, path } = members;
    if (type === 1 && typeof address === "string" && isUrl(address)) return { type, url: address };
    if (type === 2 && isLineOf(appid, 32) && isLineOf(path, 512)) return { type, appid, path };
    context.addIssue("not a link of its type");
    return z.NEVER;
  });

const isLineOf = (value: unknown, bytesMax: number): value is string =>
  typeof value === "string" && isLine(value, bytesMax);

const item = z.object({
  merchant_item_id: line(64).nullish(),
  name: text(256),
  description: text(512).nullish(),
  unit_price: wholeNumber(0),
  quantity: wholeNumber(1),
  image_url: z.array(url).min(1).max(3).nullish(),
  item_detail_jump_link: link,
});

const merchantOrder = z.object({
  merchant_order_no: line(64),
  order_detail_jump_link: link,
  item_list: z.array(item).min(1).max(50),
});

const payer = z.object({ openid: z.string().refine(isOpenid) });

export const uploadSchema = z.object({
  order_key: orderKey,
  order_list: z.array(merchantOrder).min(1),
  payer,
  logistics_type: z
    .unknown()
    .optional()
    .transform((value) => (isUnset(value) ? 1 : enumerationNumber(LOGISTICS_TYPES, value)))
    .refine((number) => number !== null),
  upload_time: z.string().refine((value) => parseInstant(value) !== null),
});

export const verifySchema = z.object({ order_key: orderKey, payer });

const payNumber = z.string().refine(isTransactionId);

export const paymentSchema = z.object({
  appid: z.string().min(1),
  mchid: payNumber,
  out_trade_no: payNumber,
  transaction_id: payNumber,
  trade_state: z.literal("SUCCESS"),
  success_time: z.string().refine((value) => parseInstant(value) !== null),
  payer: z.object({ openid: z.string().min(1).max(128) }),
  amount: z.object({ total: wholeNumber(0) }),
});

export const listSchema = z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) });
