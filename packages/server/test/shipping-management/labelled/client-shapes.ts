import type { Loose } from "../../support/requests.js";

/**
 * Who wrote the request: public clients, and the ways in which merchants build it by hand.
 *
 * - WxJava: Gson leaves unset members out.
 * - silenceper: Go's encoder sends every member, the unset ones empty; nine fraction digits.
 * - EasyWeChat: PHP escapes slashes and all but ASCII.
 * - SKIT: System.Text.Json leaves unset members out, and escapes `+` and all but ASCII.
 * - Jackson: a Java object of one's own with its unset members as null.
 * - Python: `json.dumps`, with blanks and escapes.
 */
export type ClientShape =
  | "WxJava"
  | "silenceper"
  | "EasyWeChat"
  | "SKIT"
  | "Jackson"
  | "Python"
  | "hand-written";

/** The bytes of a request, and the content type unless it is JSON's. */
export interface SentBody {
  readonly content: string | Uint8Array;
  readonly contentType?: string;
}

interface Parcel {
  readonly trackingNo?: string;
  readonly company?: string;
  readonly itemDesc: string;
  readonly consignor?: string;
  readonly receiver?: string;
}

/** An upload, before a client writes it down. Null: the program did not set it. */
export interface Shipment {
  readonly transactionId: string | null;
  readonly mchid: string | null;
  readonly outTradeNo: string | null;
  readonly numberType: number;
  readonly logisticsType: unknown;
  readonly deliveryMode: unknown;
  readonly isAllDelivered: boolean | null;
  readonly parcels: readonly Parcel[];
  readonly uploadTime: string;
  readonly openid: string;
}

/** What a shape makes of members that were not set. */
interface Unset {
  readonly text: string | null | undefined;
  readonly flag: boolean | null | undefined;
  readonly contact: "always" | "if set" | "null";
}

const ABSENT: Unset = { text: undefined, flag: undefined, contact: "if set" };
const EMPTY: Unset = { text: "", flag: false, contact: "always" };
const NULLS: Unset = { text: null, flag: null, contact: "null" };

const UNSET: Record<ClientShape, Unset> = {
  WxJava: ABSENT,
  silenceper: EMPTY,
  EasyWeChat: ABSENT,
  SKIT: ABSENT,
  Jackson: NULLS,
  Python: ABSENT,
  "hand-written": ABSENT,
};

/** The JSON object of an upload as a client builds it, for a change that the client would not make. */
export function uploadObject(shape: ClientShape, shipment: Shipment): Loose {
  const unset = UNSET[shape];
  return {
    order_key: {
      order_number_type: shipment.numberType,
      transaction_id: shipment.transactionId ?? unset.text,
      mchid: shipment.mchid ?? unset.text,
      out_trade_no: shipment.outTradeNo ?? unset.text,
    },
    logistics_type: shipment.logisticsType,
    delivery_mode: shipment.deliveryMode,
    is_all_delivered: shipment.isAllDelivered ?? unset.flag,
    shipping_list: shipment.parcels.map((parcel) => parcelObject(parcel, unset)),
    upload_time: shipment.uploadTime,
    payer: { openid: shipment.openid },
  };
}

function parcelObject(parcel: Parcel, unset: Unset): Loose {
  const { consignor, receiver } = parcel;
  const isContactSet = consignor !== undefined || receiver !== undefined;
  const contact = {
    consignor_contact: consignor ?? unset.text,
    receiver_contact: receiver ?? unset.text,
  };
  return {
    tracking_no: parcel.trackingNo ?? unset.text,
    express_company: parcel.company ?? unset.text,
    item_desc: parcel.itemDesc,
    contact:
      isContactSet || unset.contact === "always"
        ? contact
        : unset.contact === "null"
          ? null
          : undefined,
  };
}

/** A JSON value as the client writes it. */
export function written(shape: ClientShape, value: unknown): SentBody {
  const json = JSON.stringify(value);
  switch (shape) {
    case "EasyWeChat":
      return { content: escapedBeyondAscii(json).replaceAll("/", "\\/") };
    case "SKIT":
      return { content: escapedBeyondAscii(json).replaceAll("+", "\\u002B") };
    case "Python":
      return { content: escapedBeyondAscii(pythonSpaced(value)) };
    default:
      return { content: json };
  }
}

const escapedBeyondAscii = (json: string): string =>
  json.replaceAll(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** With a blank behind each comma and colon, as Python's encoder does. */
function pythonSpaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonSpaced).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}: ${pythonSpaced(member)}`).join(", ")}}`;
}

/** JSON whose Chinese text is GBK: `@` means the bytes of 雨伞. */
export function inGbk(value: unknown): SentBody {
  const latin1 = JSON.stringify(value).replaceAll("@", "\u00d3\u00ea\u00c9\u00a1");
  return { content: Buffer.from(latin1, "latin1") };
}

/** What `requests.post(url, data=dict)` and PHP's `http_build_query` send. */
export function asForm(members: Record<string, string>): SentBody {
  return {
    content: new URLSearchParams(members).toString(),
    contentType: "application/x-www-form-urlencoded",
  };
}
