import type { Infer, ObjectSchema } from "../schema.js";
import { type Text, text } from "../text.js";
import { INSTANT } from "./parts.js";
import { UCP_VERSIONS } from "./ucp.js";

// What the Universal Commerce Protocol's orders contain, as far as Dingdan sends it.

const VERSION = { type: "string", enum: UCP_VERSIONS } as const;

const MINOR = text("In the minor unit of the currency", "以货币最小单位计");

const TOTALS = {
  type: "array",
  items: {
    type: "object",
    properties: {
      type: { type: "string", enum: ["subtotal", "discount", "fee", "total"] },
      display_text: { type: "string" },
      amount: { type: "integer", description: MINOR },
    },
    required: ["type", "amount"],
  },
} as const;

const lineQuantities = (description: Text) =>
  ({
    type: "array",
    description,
    items: {
      type: "object",
      properties: { id: { type: "string" }, quantity: { type: "integer" } },
      required: ["id", "quantity"],
    },
  }) as const;

const METADATA = {
  type: "object",
  properties: {
    version: VERSION,
    capabilities: { "x-any": true, description: text("The capability order", "订单能力") },
  },
  required: ["version", "capabilities"],
} as const satisfies ObjectSchema;

const LINE_ITEM = {
  type: "object",
  properties: {
    id: {
      type: "string",
      description: text(
        "li_1_2: the second item of the first merchant order",
        "li_1_2：第一个商户订单的第二个商品",
      ),
    },
    item: {
      type: "object",
      properties: {
        id: { type: "string" },
        title: { type: "string" },
        price: { type: "integer", description: MINOR },
        image_url: { type: "string" },
      },
      required: ["id", "title", "price"],
    },
    quantity: {
      type: "object",
      properties: {
        original: { type: "integer" },
        total: {
          type: "integer",
          description: text(
            "Without the pieces that are refunded and will not be sent",
            "不含已退款且不再发货的件数",
          ),
        },
        fulfilled: { type: "integer" },
      },
      required: ["original", "total", "fulfilled"],
    },
    totals: TOTALS,
    status: { type: "string", enum: ["processing", "partial", "fulfilled", "removed"] },
  },
  required: ["id", "item", "quantity", "totals", "status"],
} as const satisfies ObjectSchema;

const FULFILLMENT_EVENT = {
  type: "object",
  properties: {
    id: { type: "string" },
    occurred_at: INSTANT,
    type: { type: "string", enum: ["shipped", "canceled"] },
    line_items: lineQuantities(text("The pieces in the parcel", "包裹中的件数")),
    tracking_number: { type: "string" },
    tracking_url: { type: "string", description: text("The permalink", "即订单永久链接") },
    carrier: { type: "string" },
    description: { type: "string" },
  },
  required: [
    "id",
    "occurred_at",
    "type",
    "line_items",
    "tracking_number",
    "tracking_url",
    "carrier",
  ],
} as const satisfies ObjectSchema;

const ADJUSTMENT = {
  type: "object",
  properties: {
    id: { type: "string" },
    type: { type: "string", enum: ["refund"] },
    occurred_at: INSTANT,
    status: { type: "string", enum: ["pending", "completed", "failed"] },
    line_items: lineQuantities(
      text("The pieces that will not be sent; negative", "不再发货的件数，为负数"),
    ),
    totals: TOTALS,
  },
  required: ["id", "type", "occurred_at", "status", "totals"],
} as const satisfies ObjectSchema;

/** An order. @see https://ucp.dev/2026-04-08/specification/order */
export const UCP_ORDER_SCHEMA = {
  type: "object",
  properties: {
    ucp: METADATA,
    id: { type: "string" },
    label: {
      type: "string",
      description: text("The merchant's order numbers", "商户订单号"),
    },
    checkout_id: {
      type: "string",
      description: text("The out_trade_no of the payment", "支付的 out_trade_no"),
    },
    permalink_url: { type: "string" },
    line_items: { type: "array", items: LINE_ITEM },
    fulfillment: {
      type: "object",
      properties: { events: { type: "array", items: FULFILLMENT_EVENT } },
      required: ["events"],
    },
    adjustments: { type: "array", items: ADJUSTMENT },
    currency: { type: "string", description: text("ISO 4217", "ISO 4217 货币代码") },
    totals: TOTALS,
  },
  required: [
    "ucp",
    "id",
    "label",
    "checkout_id",
    "permalink_url",
    "line_items",
    "fulfillment",
    "adjustments",
    "currency",
    "totals",
  ],
} as const satisfies ObjectSchema;

/** An order as a client reads it. */
export type UcpOrderReply = Infer<typeof UCP_ORDER_SCHEMA>;

/** That no order is found; the protocol answers it with status 200. */
export const UCP_NOT_FOUND_SCHEMA = {
  type: "object",
  properties: {
    ucp: {
      type: "object",
      properties: { ...METADATA.properties, status: { type: "string", enum: ["error"] } },
      required: ["version", "status", "capabilities"],
    },
    messages: {
      type: "array",
      items: {
        type: "object",
        properties: {
          type: { type: "string", enum: ["error"] },
          code: { type: "string", enum: ["not_found"] },
          severity: { type: "string", enum: ["unrecoverable"] },
          content: { type: "string" },
        },
        required: ["type", "code", "severity", "content"],
      },
    },
  },
  required: ["ucp", "messages"],
} as const satisfies ObjectSchema;

/** The codes of the protocol's errors, by their HTTP status. */
export const UCP_ERROR_CODES = {
  401: ["unauthorized", "signature_missing", "signature_invalid", "key_not_found"],
  422: ["version_unsupported"],
  503: ["keys_unusable"],
} as const;

type UcpErrorStatus = keyof typeof UCP_ERROR_CODES;

/** The code of an error with a status. */
export type UcpErrorCode<Status extends UcpErrorStatus = UcpErrorStatus> =
  (typeof UCP_ERROR_CODES)[Status][number];

/** An error: the caller or the request is not accepted. */
export const ucpErrorSchema = (status: UcpErrorStatus) =>
  ({
    type: "object",
    properties: {
      code: { type: "string", enum: UCP_ERROR_CODES[status] },
      content: {
        type: "string",
        description: text("What is wrong, and the next step", "原因与下一步操作"),
      },
    },
    required: ["code", "content"],
  }) as const satisfies ObjectSchema;

const PUBLIC_KEYS = {
  type: "array",
  items: {
    type: "object",
    properties: {
      kid: { type: "string" },
      kty: { type: "string", enum: ["EC"] },
      crv: { type: "string", enum: ["P-256"] },
      x: { type: "string" },
      y: { type: "string" },
      use: { type: "string", enum: ["sig"] },
      alg: { type: "string", enum: ["ES256"] },
    },
    required: ["kid", "kty", "crv", "x", "y", "use", "alg"],
  },
} as const;

/** The profile by which platforms find the interface and the keys. */
export const UCP_PROFILE_SCHEMA = {
  type: "object",
  properties: {
    ucp: {
      type: "object",
      properties: {
        version: VERSION,
        supported_versions: {
          "x-any": true,
          description: text(
            "Older versions with their profiles; absent in the profile of one version",
            "较旧的版本及其档案；单个版本的档案中没有",
          ),
        },
        services: { "x-any": true, description: text("With the endpoint", "含接口地址") },
        capabilities: { "x-any": true },
        payment_handlers: { "x-any": true, description: text("Always empty", "始终为空") },
      },
      required: ["version", "services", "capabilities", "payment_handlers"],
    },
    keys: { ...PUBLIC_KEYS, description: text("The public keys", "公钥") },
    signing_keys: {
      ...PUBLIC_KEYS,
      description: text(
        "The same: their name in version 2026-04-08",
        "与 keys 相同，为 2026-04-08 版中的名称",
      ),
    },
  },
  required: ["ucp", "keys", "signing_keys"],
} as const satisfies ObjectSchema;
