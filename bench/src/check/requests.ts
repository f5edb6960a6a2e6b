import { MERCHANTS } from "../workload/merchants.js";
import {
  buyerCharacters,
  openidOf,
  PLACEHOLDERS,
  paymentBody,
  uploadBody,
} from "../workload/order-bodies.js";

/** A request to which every contestant with a store must give the same answer. */
export interface CheckRequest {
  readonly title: string;
  readonly to: "upload" | "verify" | "payment" | "list";
  readonly body: string;
  /** Replaces the caller's access token. */
  readonly accessToken?: string;
}

type Json = Record<string, unknown>;
/** A body whose members can be changed freely. */
interface Loose {
  [name: string]: Loose;
}

const [OWN, OTHER] = MERCHANTS as unknown as [(typeof MERCHANTS)[0], (typeof MERCHANTS)[0]];
const BUYER = openidOf(buyerCharacters(0));
const STRANGER = openidOf(buyerCharacters(1));

const NUMBERS = { valid: 1, other: 2 } as const;
let nextNumber = 100;

function filled(text: string, counter: number, time = "10:00:00"): string {
  return text
    .replaceAll(PLACEHOLDERS.counter, String(counter).padStart(8, "0"))
    .replaceAll(PLACEHOLDERS.transaction, String(counter).padStart(10, "0"))
    .replaceAll(PLACEHOLDERS.buyer, buyerCharacters(0))
    .replaceAll(PLACEHOLDERS.time, time);
}

const bodyOf = (counter: number, time?: string) =>
  JSON.parse(filled(uploadBody(OWN, 2, 0), counter, time)) as Loose;

/** An upload with one change; each has a separate number. */
function upload(title: string, change: (body: Loose) => unknown): CheckRequest {
  const body = bodyOf(nextNumber++);
  change(body);
  return { title, to: "upload", body: JSON.stringify(body) };
}

function again(title: string, counter: number, time: string, change?: (body: Loose) => unknown) {
  const body = bodyOf(counter, time);
  change?.(body);
  return { title, to: "upload", body: JSON.stringify(body) } as const;
}

function verify(title: string, counter: number, change?: (body: Loose) => unknown) {
  const { order_key, payer } = bodyOf(counter);
  const body = { order_key, payer } as unknown as Loose;
  change?.(body);
  return { title, to: "verify", body: JSON.stringify(body) } as const;
}

function payment(title: string, counter: number, change?: (body: Json) => unknown) {
  const body = JSON.parse(filled(paymentBody(OWN), counter)) as Json;
  change?.(body);
  return { title, to: "payment", body: JSON.stringify(body) } as const;
}

const set = (object: Loose | undefined, name: string, value: unknown) => {
  (object as Json)[name] = value;
};
const key = (body: Loose) => body["order_key"] as Loose;
const orderOf = (body: Loose) => (body["order_list"] as unknown as Loose[])[0] as Loose;
const itemOf = (body: Loose, index = 0) =>
  (orderOf(body)["item_list"] as unknown as Loose[])[index] as Loose;
const linkOf = (body: Loose) => orderOf(body)["order_detail_jump_link"] as Loose;
const itemLinkOf = (body: Loose) => itemOf(body)["item_detail_jump_link"] as Loose;
const toUrl = (link: Loose, url: unknown) => Object.assign(link, { type: 1, url });
const toUrls = (body: Loose, url: unknown) => {
  toUrl(linkOf(body), url);
  for (const index of [0, 1])
    toUrl(itemOf(body, index)["item_detail_jump_link"] as Loose, "https://a.cn/");
};
const transactionIdOf = (counter: number) =>
  (JSON.parse(filled(paymentBody(OWN), counter)) as { transaction_id: string }).transaction_id;

/** The requests, in order: schema and limits, then rules of state, where each depends on the ones before. */
export function checkRequests(): readonly CheckRequest[] {
  nextNumber = 100;
  return [
    upload("an upload", () => {}),
    { title: "a body that is not JSON", to: "upload", body: '{"order_key":' },
    { title: "a list for a body", to: "upload", body: "[]" },
    {
      title: "an unknown token",
      to: "upload",
      body: JSON.stringify(bodyOf(90)),
      accessToken: "1_x",
    },
    upload("no order_key", (body) => delete body["order_key"]),
    upload("an order key of an unknown form", (body) => set(key(body), "order_number_type", 3)),
    upload("the form by its name", (body) =>
      set(key(body), "order_number_type", "MERCHANT_TRADE_NUMBER"),
    ),
    upload("the form by its number as a string", (body) =>
      set(key(body), "order_number_type", "1"),
    ),
    upload("form 2", (body) =>
      Object.assign(key(body), { order_number_type: 2, transaction_id: "4200000001", mchid: null }),
    ),
    upload("form 2 without a transaction_id", (body) => set(key(body), "order_number_type", 2)),
    upload("no mchid", (body) => set(key(body), "mchid", "")),
    upload("another's mchid", (body) => set(key(body), "mchid", OTHER.mchid)),
    upload("no out_trade_no", (body) => set(key(body), "out_trade_no", null)),
    upload("an out_trade_no with a space", (body) => set(key(body), "out_trade_no", "a b")),
    upload("an out_trade_no of 65 bytes", (body) => set(key(body), "out_trade_no", "a".repeat(65))),
    upload("no payer", (body) => delete body["payer"]),
    upload("the payer under its old names", (body) => {
      set(body, "pay", { opens: BUYER });
      delete body["payer"];
    }),
    upload("an openid with a dot", (body) => set(body["payer"], "openid", "o.1")),
    upload("an openid of 129 bytes", (body) => set(body["payer"], "openid", "o".repeat(129))),
    upload("an openid of zeros", (body) => set(body["payer"], "openid", "AAAA")),
    upload("no order_list", (body) => set(body, "order_list", [])),
    upload("an order twice", (body) => set(body, "order_list", [orderOf(body), orderOf(body)])),
    upload("two orders", (body) =>
      set(body, "order_list", [orderOf(body), { ...orderOf(body), merchant_order_no: "another" }]),
    ),
    upload("no merchant_order_no", (body) => set(orderOf(body), "merchant_order_no", "")),
    upload("a merchant_order_no of 64 bytes", (body) =>
      set(orderOf(body), "merchant_order_no", "a".repeat(64)),
    ),
    upload("a merchant_order_no of 66 bytes in 22 characters", (body) =>
      set(orderOf(body), "merchant_order_no", "订".repeat(22)),
    ),
    upload("a merchant_order_no with a line break", (body) =>
      set(orderOf(body), "merchant_order_no", "a\nb"),
    ),
    upload("no link", (body) => delete orderOf(body)["order_detail_jump_link"]),
    upload("a link of an unknown type", (body) => set(linkOf(body), "type", "PAGE")),
    upload("a link to another app", (body) => set(linkOf(body), "appid", OTHER.appid)),
    upload("a link without a path", (body) => set(linkOf(body), "path", "")),
    upload("a path of 513 bytes", (body) => set(linkOf(body), "path", "/".repeat(513))),
    upload("links to web pages", (body) => toUrls(body, "https://user@example.com:8080/a?b=订")),
    upload("a link to an ftp server", (body) => toUrls(body, "ftp://example.com/")),
    upload("a link with brackets", (body) => toUrls(body, "https://example.com/[1]")),
    upload("a url of 1025 bytes", (body) =>
      toUrls(body, `https://example.com/${"a".repeat(1005)}`),
    ),
    upload("an item's link of a different type", (body) =>
      toUrl(itemLinkOf(body), "https://a.cn/"),
    ),
    upload("an item without a link", (body) => delete itemOf(body)["item_detail_jump_link"]),
    upload("no items", (body) => set(orderOf(body), "item_list", [])),
    upload("50 items", (body) =>
      set(
        orderOf(body),
        "item_list",
        Array.from({ length: 50 }, (_, index) => ({
          ...itemOf(body),
          merchant_item_id: `i${index}`,
        })),
      ),
    ),
    upload("51 items", (body) =>
      set(
        orderOf(body),
        "item_list",
        Array.from({ length: 51 }, (_, index) => ({
          ...itemOf(body),
          merchant_item_id: `i${index}`,
        })),
      ),
    ),
    upload("an item twice", (body) =>
      set(itemOf(body, 1), "merchant_item_id", itemOf(body)["merchant_item_id"]),
    ),
    upload("an item without an id", (body) => delete itemOf(body)["merchant_item_id"]),
    upload("an empty item id", (body) => set(itemOf(body), "merchant_item_id", "")),
    upload("no name", (body) => set(itemOf(body), "name", "")),
    upload("a name of 256 characters outside the basic plane", (body) =>
      set(itemOf(body), "name", "🍎".repeat(256)),
    ),
    upload("a name of 257 characters", (body) => set(itemOf(body), "name", "订".repeat(257))),
    upload("a name with half a surrogate pair", (body) => set(itemOf(body), "name", "a\ud83c")),
    upload("a name of two lines", (body) => set(itemOf(body), "name", "a\nb")),
    upload("a name with a NUL", (body) => set(itemOf(body), "name", "a\u0000b")),
    upload("an empty description", (body) => set(itemOf(body), "description", "")),
    upload("a null description", (body) => set(itemOf(body), "description", null)),
    upload("a description of 513 characters", (body) =>
      set(itemOf(body), "description", "订".repeat(513)),
    ),
    upload("a price of 0", (body) => set(itemOf(body), "unit_price", 0)),
    upload("a negative price", (body) => set(itemOf(body), "unit_price", -1)),
    upload("a price in yuan", (body) => set(itemOf(body), "unit_price", 9.9)),
    upload("a price as a string", (body) => set(itemOf(body), "unit_price", "990")),
    upload("no quantity", (body) => set(itemOf(body), "quantity", 0)),
    upload("no images", (body) => delete itemOf(body)["image_url"]),
    upload("an empty list of images", (body) => set(itemOf(body), "image_url", [])),
    upload("four images", (body) =>
      set(
        itemOf(body),
        "image_url",
        Array.from({ length: 4 }, () => "https://a.cn/"),
      ),
    ),
    upload("no logistics_type", (body) => delete body["logistics_type"]),
    upload("logistics_type 0", (body) => set(body, "logistics_type", 0)),
    upload("logistics_type by its name", (body) => set(body, "logistics_type", "SELF_PICKUP")),
    upload("logistics_type 5", (body) => set(body, "logistics_type", 5)),
    upload("no upload_time", (body) => delete body["upload_time"]),
    upload("an upload_time without an offset", (body) =>
      set(body, "upload_time", "2026-11-22T10:00:00"),
    ),
    upload("an upload_time on 30 February", (body) =>
      set(body, "upload_time", "2026-02-30T10:00:00Z"),
    ),
    upload("an unknown member", (body) => set(body, "remark", "x")),

    again("a new order", NUMBERS.valid, "10:00:00"),
    again("a resend", NUMBERS.valid, "10:00:00"),
    again("different content at the same time", NUMBERS.valid, "10:00:00", (body) =>
      set(itemOf(body), "name", "x"),
    ),
    again("an earlier upload", NUMBERS.valid, "09:00:00"),
    again("a later upload", NUMBERS.valid, "11:00:00", (body) => set(itemOf(body), "name", "x")),
    verify("verify before the payment", NUMBERS.valid),
    verify("verify an order that was never uploaded", 9999),
    verify("verify another's mchid", NUMBERS.valid, (body) => set(key(body), "mchid", OTHER.mchid)),
    verify("verify without a payer", NUMBERS.valid, (body) => delete body["payer"]),
    payment("a payment of the upload", NUMBERS.valid),
    payment("the same payment", NUMBERS.valid),
    payment(
      "the payment with a different amount",
      NUMBERS.valid,
      (body) => (body["amount"] = { total: 1 }),
    ),
    payment("a payment that is not complete", 700, (body) => (body["trade_state"] = "NOTPAY")),
    verify("verify after the payment", NUMBERS.valid),
    verify("verify for another payer", NUMBERS.valid, (body) =>
      set(body["payer"], "openid", STRANGER),
    ),
    again("a resend of the matched upload", NUMBERS.valid, "11:00:00", (body) =>
      set(itemOf(body), "name", "x"),
    ),
    again("a change of the matched upload", NUMBERS.valid, "12:00:00"),
    again("the matched order by its other number", 800, "12:00:00", (body) =>
      Object.assign(key(body), {
        order_number_type: 2,
        transaction_id: transactionIdOf(NUMBERS.valid),
      }),
    ),
    verify("verify by the other number", NUMBERS.valid, (body) =>
      Object.assign(key(body), {
        order_number_type: 2,
        transaction_id: transactionIdOf(NUMBERS.valid),
      }),
    ),
    payment("a payment before its upload", NUMBERS.other),
    verify("verify a paid order that is not uploaded", NUMBERS.other),
    again("its upload for another payer", NUMBERS.other, "10:00:00", (body) =>
      set(body["payer"], "openid", STRANGER),
    ),
    verify("verify the wrong payer", NUMBERS.other, (body) =>
      set(body["payer"], "openid", STRANGER),
    ),
    again("its correction", NUMBERS.other, "10:01:00"),
    verify("verify the correction", NUMBERS.other),
    { title: "the buyer's list", to: "list", body: "" },
  ];
}
