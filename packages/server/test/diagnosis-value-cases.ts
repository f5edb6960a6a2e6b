import type { DiagnosisCase } from "./diagnosis-cases.js";
import { combinedUpload, type Loose, order, upload, uploadWithItem } from "./support/requests.js";

const PRICE = "order_list[0].item_list[0].unit_price";
const IMAGE = "order_list[0].item_list[0].image_url[0]";
const priced = (unit_price: unknown) => uploadWithItem({ unit_price });
const pictured = (...image_url: string[]) => uploadWithItem({ image_url });
const at = (upload_time: unknown) => upload({ upload_time });

/** A body with a text where a number belongs, since `JSON.stringify` shortens numbers. */
const written = (number: string) => JSON.stringify(priced("PRICE")).replace('"PRICE"', number);

const PRICE_CASES: readonly DiagnosisCase[] = [
  {
    title: "a price in fen with the rounding error of a floating-point number",
    body: priced(1989.9999999999998),
    cause: "price-not-rounded",
    field: PRICE,
    advice: "Round it before sending: 1990.",
  },
  {
    title: "such a price as a text",
    body: priced("1989.9999999999998"),
    cause: "price-not-rounded",
    advice: ": 1990.",
  },
  {
    title: "a price in yuan with the rounding error of a floating-point number",
    body: written("19.899999999999995"),
    cause: "price-in-yuan",
    advice: "Send 1990.",
  },
  { title: "a price in yuan", body: priced(19.9), cause: "price-in-yuan", advice: "Send 1990." },
  {
    title: "a price in yuan in exponent form",
    body: written("1.99e1"),
    cause: "price-in-yuan",
    advice: "Send 1990.",
  },
  {
    title: "a price in yuan with its sign",
    body: priced("¥19.90"),
    cause: "price-in-yuan",
    advice: "Send 1990.",
  },
  {
    title: "an integer in exponent form, as a text",
    body: priced("1e3"),
    cause: "price-as-text",
    advice: "Send 1000 without quotes.",
  },
  {
    title: "a third of a price",
    body: priced(33.333333),
    cause: "price-with-fraction",
    advice: "Send 33 if the price is in fen, or 3333 if it is in yuan.",
  },
  { title: "a negative price", body: priced(-500), cause: "price-negative", field: PRICE },
  { title: "a negative price in yuan", body: priced("-5.00"), cause: "price-negative" },
  { title: "a price that is no number", body: priced("free"), cause: "PARAMETER_ERROR" },
  { title: "a price that is too large", body: priced(1e30), cause: "PARAMETER_ERROR" },
  {
    title: "a quantity with a fraction as a text",
    body: uploadWithItem({ quantity: "2.5" }),
    cause: "PARAMETER_ERROR",
  },
  {
    title: "a quantity of 0 as a text",
    body: uploadWithItem({ quantity: "0" }),
    cause: "PARAMETER_ERROR",
  },
];

const WRITTEN_TIME_CASES: readonly DiagnosisCase[] = [
  {
    title: "a time without seconds",
    body: at("2022-05-20T13:29+08:00"),
    cause: "seconds-missing",
    field: "upload_time",
    advice: "2022-05-20T13:29:00+08:00",
  },
  {
    title: "a zone in brackets",
    body: at("2022-05-20T13:29:35+08:00[Asia/Shanghai]"),
    cause: "zone-in-brackets",
    advice: "2022-05-20T13:29:35+08:00.",
  },
  {
    title: "a Java LocalDateTime as a list of numbers",
    body: at([2022, 5, 20, 13, 29, 35, 120_000_000]),
    cause: "time-as-list",
    advice: "2022-05-20T13:29:35.12+08:00",
  },
  {
    title: "digits only",
    body: at("20220520132935"),
    cause: "compact-time",
    advice: "2022-05-20T13:29:35+08:00",
  },
  {
    title: "digits only, as a number",
    body: at(20220520132935),
    cause: "compact-time",
    advice: "2022-05-20T13:29:35+08:00",
  },
  {
    title: "ISO's basic format",
    body: at("20220520T132935+0800"),
    cause: "compact-time",
    advice: "2022-05-20T13:29:35+08:00",
  },
  {
    title: "a comma before the fraction",
    body: at("2022-05-20T13:29:35,120+08:00"),
    cause: "comma-fraction",
    advice: "2022-05-20T13:29:35.120+08:00",
  },
  {
    title: "a Unix time with a fraction",
    body: at(1653024575.12),
    cause: "unix-time",
    advice: "2022-05-20T13:29:35.120+08:00",
  },
  {
    title: "slashes in the date",
    body: at("2022/05/20 13:29:35"),
    cause: "date-form",
    advice: "2022-05-20T13:29:35+08:00",
  },
  {
    title: "a date in Chinese",
    body: at("2022年5月20日 13:29:35"),
    cause: "chinese-date",
    advice: "2022-05-20T13:29:35+08:00",
  },
  {
    title: "CST for the offset",
    body: at("2022-05-20 13:29:35 CST"),
    cause: "zone-name",
    advice: "2022-05-20T13:29:35+08:00",
  },
  {
    title: "GMT+8 for the offset",
    body: at("2022-05-20T13:29:35GMT+8"),
    cause: "zone-name",
    advice: "2022-05-20T13:29:35+08:00",
  },
  { title: "a date without a time of day", body: at("2022-05-20"), cause: "time-of-day-missing" },
  { title: "a day that does not exist", body: at("2022-02-30T13:29:35Z"), cause: "no-such-time" },
  {
    title: "a written time in a combined payment's logistics",
    path: "/user-order/combine-orders/shippings",
    body: {
      order_key: { order_number_type: 2, transaction_id: "42" },
      sub_orders: [
        {
          order_key: { order_number_type: 2, transaction_id: "43" },
          delivery_mode: 1,
          shipping_list: [{ tracking_no: "1", express_company: "ZTO" }],
        },
      ],
      upload_time: "2022-05-20T13:29+08:00",
    },
    cause: "seconds-missing",
  },
];

const LINK_CASES: readonly DiagnosisCase[] = [
  {
    title: "a scheme in upper case",
    body: pictured("HTTPS://img.example.com/1.PNG"),
    cause: "link-scheme-case",
    field: IMAGE,
    advice: "https://img.example.com/1.PNG",
  },
  {
    title: "a space before a link",
    body: pictured(" https://img.example.com/1.png"),
    cause: "blank-around-link",
    field: IMAGE,
  },
  {
    title: "a file of cloud development",
    body: pictured("cloud://prod-1.7072/1.png"),
    cause: "link-scheme-other",
    advice: "getTempFileURL",
  },
  {
    title: "a file name as a picture",
    body: pictured("product.png"),
    cause: "link-relative",
    field: IMAGE,
  },
  { title: "a path as a picture", body: pictured("/uploads/1.png"), cause: "link-relative" },
  { title: "a text that is no link", body: pictured("no picture"), cause: "PARAMETER_ERROR" },
];

const EMPTY: Loose = {};

const FORM_CASES: readonly DiagnosisCase[] = [
  {
    title: "a name as a list",
    body: uploadWithItem({ name: ["保护壳"] }),
    cause: "list-for-string",
    field: "order_list[0].item_list[0].name",
  },
  {
    title: "a list with gaps in PHP",
    body: upload({ order_list: { 0: order(), 2: order({ merchant_order_no: "2" }) } }),
    cause: "numbered-object",
    field: "order_list",
    advice: "array_values",
  },
  {
    title: "an out_trade_no with a line break",
    body: upload({
      order_key: { order_number_type: 1, mchid: "1900000109", out_trade_no: "T-1\n" },
    }),
    cause: "blank-around-value",
  },
  {
    title: "a space before an out_trade_no",
    body: upload({
      order_key: { order_number_type: 1, mchid: "1900000109", out_trade_no: " T-1" },
    }),
    cause: "blank-around-value",
    field: "order_key.out_trade_no",
  },
  {
    title: "a space after a merchant number",
    body: upload({
      order_key: { order_number_type: 1, mchid: "1900000109 ", out_trade_no: "T-1" },
    }),
    cause: "blank-around-value",
    field: "order_key.mchid",
  },
  {
    title: "a space after an openid",
    body: upload({ payer: { openid: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o " } }),
    cause: "blank-around-value",
    field: "payer.openid",
  },
  {
    title: "a space after the name of an enumeration",
    body: upload({ logistics_type: "VIRTUAL_GOODS " }),
    cause: "blank-around-value",
    field: "logistics_type",
  },
  {
    title: "a space after the appid of a link",
    body: upload({
      order_list: [
        order({
          order_detail_jump_link: { type: 2, appid: "wxd678efh567hg6787 ", path: "/pages/order" },
        }),
      ],
    }),
    cause: "blank-around-value",
    field: "order_list[0].order_detail_jump_link.appid",
  },
  {
    title: "an object without documented members for a list",
    body: upload({ order_list: { a: 1 } }),
    cause: "PARAMETER_ERROR",
  },
  {
    title: "a list for an entry of a list",
    body: upload({ order_list: [[order()]] }),
    cause: "PARAMETER_ERROR",
  },
  {
    title: "a number for a picture",
    body: uploadWithItem({ image_url: [5] }),
    cause: "PARAMETER_ERROR",
  },
  { title: "a version for a picture", body: pictured("1.5"), cause: "PARAMETER_ERROR" },
  { title: "a number for payer", body: upload({ payer: 5 }), cause: "PARAMETER_ERROR" },
  { title: "a number for order_list", body: upload({ order_list: 5 }), cause: "PARAMETER_ERROR" },
  {
    title: "JSON in a text that is too long",
    body: uploadWithItem({ name: JSON.stringify({ name: "x".repeat(300) }) }),
    cause: "PARAMETER_ERROR",
  },
  {
    title: "logistics of a combined payment without sub-orders",
    path: "/user-order/combine-orders/shippings",
    body: { order_key: { order_number_type: 2, transaction_id: "42" }, upload_time: "x" },
    cause: "PARAMETER_ERROR",
    field: "sub_orders",
  },
  {
    title: "an ordinary upload at the address of combined ones",
    path: "/user-order/combine-orders",
    body: upload(),
    cause: "plain-body",
    advice: "/user-order/orders",
  },
  {
    title: "camel case in an object inside a list",
    body: combinedUpload({
      sub_orders: (combinedUpload()["sub_orders"] as Loose[]).map(
        ({ order_detail_jump_link: orderDetailJumpLink, ...others }) => ({
          ...others,
          orderDetailJumpLink,
        }),
      ),
    }),
    path: "/user-order/combine-orders",
    cause: "field-misnamed",
    field: "sub_orders[0].orderDetailJumpLink",
    advice: "order_detail_jump_link",
  },
  {
    title: "an empty field of another name",
    body: uploadWithItem({ name: EMPTY["name"], title: "" }),
    cause: "ITEM_NAME_MISSING",
  },
  {
    title: "bytes that are neither UTF-8 nor GBK",
    body: Buffer.from([0x78, 0x9c, 0xab, 0x56, 0xca, 0xff]),
    cause: "not-utf8-body",
  },
  {
    title: "a NUL byte at the end",
    body: Buffer.from(`${JSON.stringify(upload())}\0`),
    cause: "nul-in-body",
  },
  {
    title: "quotation marks inside a string",
    body: '{"order_key": {"mchid": "19"000"}}',
    cause: "DATA_FORMAT_ERROR",
  },
  { title: "a page", body: "<!DOCTYPE html><html></html>", cause: "DATA_FORMAT_ERROR" },
];

/** Values that a rule rejects, and what is wrong with them. */
export const VALUE_CASES: readonly DiagnosisCase[] = [
  ...PRICE_CASES,
  ...WRITTEN_TIME_CASES,
  ...LINK_CASES,
  ...FORM_CASES,
];
