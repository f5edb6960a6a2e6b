import { vi } from "vitest";
import { Receiver } from "../events/support/receiver.js";
import { MessageUrl } from "../support/message-url.js";
import { EXAMPLE_APPID, type Platform } from "../support/platform.js";
import { type Loose, paymentFor, shipping, upload } from "../support/requests.js";
import {
  type Filled,
  fill,
  MARKS,
  markedKey,
  OPENID,
  OTHERS,
  PAID,
  PAYMENT,
  type Place,
  record,
} from "./support.js";

/** Every marked value of {@link fillEverything}. */
export const ALL_MARKS = [
  ...MARKS,
  "MARK-EARLY-REFUND",
  "MARK-PARCEL-TEXT",
  "MARK-PERSON",
  "MARK-REFUSED",
  "189****4451",
  "139****4452",
] as const;

/** The values that are stored once events have been sent. */
export const MARKS_SENT = ["MARK-SENT-1", "MARK-SENT-2", "MARK-ANSWER"] as const;

/** Where marked values went besides the database. */
export interface Surroundings {
  readonly filled: Filled;
  readonly receiver: Receiver;
  readonly messageUrl: MessageUrl;
  close(): Promise<void>;
}

/**
 * Stores marked values in every table that can name a buyer.
 * @param isFeedRead whether events have left the outbox for the feed and for a webhook endpoint
 */
export async function fillEverything(
  platform: Platform,
  place: Place,
  { isFeedRead }: { readonly isFeedRead: boolean },
): Promise<Surroundings> {
  const [receiver, messageUrl] = await Promise.all([Receiver.start(), MessageUrl.listen()]);
  messageUrl.answer = { status: 503, body: "" };
  // A receiver that repeats what it is sent.
  receiver.behave = () => ({ status: 500, headers: { "x-repeated": "MARK-ANSWER" } });
  const filled = await fill(platform, OTHERS);
  const { merchant } = filled;
  await platform.admin("PATCH", `/apps/${EXAMPLE_APPID}`, { message_push: messageUrl.setting });
  await platform.dingdan.clock.advance(300);
  await merchant.renewToken();
  await shipByWeChat(filled);
  await sendWrongCalls(filled);
  await replaceUpload(filled);
  if (isFeedRead) {
    await sendEvents(platform, receiver);
    // What is kept of events when they are deleted.
    await place.query(
      `INSERT INTO event_sequences (appid, order_id, sequence)
       SELECT appid, order_id, MAX(sequence) FROM events WHERE order_id IS NOT NULL GROUP BY appid, order_id`,
    );
  }
  await lookAround(platform);
  // A job indexes names a moment after an upload.
  await vi.waitFor(async () => {
    const found = await place.query(`SELECT 1 FROM order_names WHERE name = '${OPENID}'`);
    if (found.length === 0) throw new Error("the names are not indexed yet");
  }, SOON);
  // A refund that was reported before its payment, and that no job has united with it yet.
  await place.query(
    `INSERT INTO early_refunds (refund_id, mchid, transaction_id, body, received_at_ms)
     VALUES ('MARK-EARLY-REFUND', '1900000109', '${String(PAYMENT["transaction_id"])}',
       '{"refund_id":"MARK-EARLY-REFUND","user_received_account":"MARK-PERSON"}', 4102444800000)`,
  );
  return {
    filled,
    receiver,
    messageUrl,
    close: async () => {
      await receiver.close();
      await messageUrl.close();
    },
  };
}

const SOON = { timeout: 5_000, interval: 20 };

/** Shipping information management: parcels with people's telephone numbers, which cause messages. */
async function shipByWeChat({ merchant }: Filled): Promise<void> {
  await merchant.call("/wxa/sec/order/upload_shipping_info", {
    order_key: { order_number_type: 2, transaction_id: PAYMENT["transaction_id"] },
    logistics_type: 1,
    delivery_mode: 1,
    shipping_list: [
      {
        tracking_no: "MARK-TRACKING",
        express_company: "SF",
        item_desc: "MARK-PARCEL-TEXT",
        contact: { consignor_contact: "189****4451", receiver_contact: "139****4452" },
      },
    ],
    upload_time: "2022-05-20T13:30:10+08:00",
    payer: { openid: OPENID },
  });
}

/** Calls that are refused, and whose bodies the request log keeps. */
async function sendWrongCalls({ merchant }: Filled): Promise<void> {
  await merchant.upload(
    upload({
      order_key: markedKey("MARK-REFUSED"),
      payer: { openid: OPENID },
      order_list: "MARK-PERSON",
    }),
  );
  await merchant.upload(`{"payer":{"openid":"${OPENID}"},"order_key":MARK-REFUSED`);
  await merchant.verify({ order_key: PAID["order_key"], payer: { openid: OPENID } });
  await merchant.call("/wxa/sec/order/get_order", { transaction_id: PAYMENT["transaction_id"] });
  await merchant.call("/wxa/sec/order/get_order_list", { openid: OPENID });
}

/** New details in place of earlier ones, whose names the search index must forget. */
async function replaceUpload({ merchant }: Filled): Promise<void> {
  const request = upload({ order_key: markedKey("MARK-WAITING"), payer: { openid: OPENID } });
  await merchant.upload({
    ...request,
    upload_time: "2022-05-20T13:31:00+08:00",
    order_list: PAID["order_list"],
  });
  await merchant.call(
    "/user-order/orders/shippings",
    shipping({ order_key: markedKey("MARK-WAITING"), upload_time: "2022-05-20T13:41:00+08:00" }),
  );
}

async function sendEvents(platform: Platform, receiver: Receiver): Promise<void> {
  const body = { url: receiver.url, events: ["*"] };
  const made = await platform.admin<Loose>("POST", "/webhook-endpoints", body);
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  // The endpoint gets what happens from now on.
  for (const number of ["MARK-SENT-1", "MARK-SENT-2"]) {
    const request = upload({ order_key: markedKey(number), payer: { openid: OPENID } });
    await record(platform, "/payments", paymentFor(request));
  }
  await platform.admin("GET", "/events?limit=100");
  await platform.admin("POST", "/clock", { advance_seconds: 5 });
}

/** Calls of the operator that name the buyer, and that must leave nothing in logs or in the audit trail. */
async function lookAround(platform: Platform): Promise<void> {
  await platform.admin("GET", `/orders?q=${OPENID}`);
  await platform.admin("GET", `/orders/export?format=csv&q=${OPENID}`);
  await platform.admin("GET", "/orders?q=MARK-MERCHANT-NO");
  await platform.admin("GET", `/nothing/${OPENID}`);
  await platform.admin("POST", "/buyer-sessions", { appid: EXAMPLE_APPID, openid: OPENID });
  await platform.admin("POST", "/buyer-sessions", {
    appid: EXAMPLE_APPID,
    openid: OPENID,
    x: OPENID,
  });
  const buyer = await platform.buyer(EXAMPLE_APPID, OPENID);
  await buyer.get(`/orders?cursor=${OPENID}`);
}
