import { readFileSync } from "node:fs";
import {
  ERROR_CATALOGUE,
  type ErrorName,
  errorNamed,
  hasCredential,
  OPERATIONS,
  type Operation,
  type OperationKey,
} from "@dingdan/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { uploadWithoutTable } from "./error-cases/auth.js";
import { Component } from "./support/component.js";
import type { Merchant, WireReply } from "./support/platform.js";
import {
  combinedUpload,
  delivery,
  type Loose,
  shipping,
  subKey,
  upload,
} from "./support/requests.js";
import { World } from "./support/world.js";

/*
 * Each operation with each of its codes, as docs/operation-codes.md lists them. Each test damages a valid
 * request of the operation in the one place that the code is about.
 */

let w: World;
beforeAll(async () => {
  w = await World.start();
});
afterAll(() => w.close());

type AppOperationKey = Exclude<OperationKey, "getAccessToken" | "getStableAccessToken">;

/** Valid requests of the operations. */
const GOOD: Partial<Record<OperationKey, () => Loose>> = {
  uploadShoppingInfo: () => upload(),
  uploadCombinedShoppingInfo: () => combinedUpload(),
  uploadShippingInfo: () => shipping(),
  uploadCombinedShippingInfo: () => {
    const { order_key, upload_time } = shipping();
    return { order_key, upload_time, sub_orders: [{ order_key: subKey(), ...delivery() }] };
  },
  shoppingInfoVerifyUploadResult: () => {
    const { order_key, payer } = upload();
    return { order_key, payer };
  },
};

const goodRequest = (key: OperationKey): Loose =>
  structuredClone(GOOD[key]?.() ?? (OPERATIONS[key] as Operation).example.request) as Loose;

const keyOf = (request: Loose) => request["order_key"] as Loose;
const firstOf = (list: unknown) => (list as Loose[])[0] as Loose;
/** The merchant order, or the sub-order, of an upload. */
const orderOf = (request: Loose) => firstOf(request["order_list"] ?? request["sub_orders"]);
const itemOf = (request: Loose) => firstOf(orderOf(request)["item_list"]);
const linkOf = (request: Loose) => orderOf(request)["order_detail_jump_link"] as Loose;
/** The delivery: the request itself, or its first sub-order. */
const deliveryOf = (request: Loose) =>
  request["sub_orders"] === undefined ? request : firstOf(request["sub_orders"]);
const parcelOf = (request: Loose) => firstOf(deliveryOf(request)["shipping_list"]);
const miniProgram = () => w.miniProgram();

/** For each rule, the change that makes a valid request break it. */
const DAMAGE: Partial<Record<ErrorName, (request: Loose) => unknown>> = {
  ORDER_NUMBER_TYPE_INVALID: (r) => (keyOf(r)["order_number_type"] = 0),
  TRANSACTION_ID_MISSING: (r) => (r["order_key"] = { order_number_type: 2 }),
  MCHID_MISSING: (r) => (keyOf(r)["mchid"] = ""),
  OUT_TRADE_NO_MISSING: (r) => delete keyOf(r)["out_trade_no"],
  MCHID_INVALID: (r) => (keyOf(r)["mchid"] = "1900000110"),
  ORDER_LIST_EMPTY: (r) =>
    r["sub_orders"] === undefined ? (r["order_list"] = []) : (r["sub_orders"] = []),
  MERCHANT_ORDER_NO_MISSING: (r) => (orderOf(r)["merchant_order_no"] = null),
  MERCHANT_ORDER_NO_REPEATED: (r) => {
    const list = (r["order_list"] ?? r["sub_orders"]) as Loose[];
    list.push({ ...list[0], order_key: subKey() });
  },
  LINK_TYPE_INVALID: (r) => (linkOf(r)["type"] = "WEB"),
  LINK_APPID_MISSING: (r) => Object.assign(linkOf(r), { type: 2, path: "/a" }),
  LINK_PATH_MISSING: (r) => Object.assign(linkOf(r), { type: 2, appid: w.merchant.appid }),
  LINK_URL_MISSING: (r) => delete linkOf(r)["url"],
  LINK_APPID_NOT_CALLERS: (r) => Object.assign(linkOf(r), miniProgram(), { appid: "wxother" }),
  ITEM_LIST_EMPTY: (r) => (orderOf(r)["item_list"] = []),
  ITEM_NAME_MISSING: (r) => (itemOf(r)["name"] = ""),
  UNIT_PRICE_MISSING: (r) => delete itemOf(r)["unit_price"],
  QUANTITY_MISSING: (r) => (itemOf(r)["quantity"] = 0),
  IMAGE_URL_EMPTY: (r) => (itemOf(r)["image_url"] = []),
  ITEM_DETAIL_JUMP_LINK_MISSING: (r) => delete itemOf(r)["item_detail_jump_link"],
  LINK_TYPES_DIFFER: (r) => (itemOf(r)["item_detail_jump_link"] = miniProgram()),
  LINK_APPIDS_DIFFER: (r) => {
    orderOf(r)["order_detail_jump_link"] = miniProgram();
    itemOf(r)["item_detail_jump_link"] = { ...miniProgram(), appid: "wxother" };
  },
  MERCHANT_ITEM_ID_REPEATED: (r) => (orderOf(r)["item_list"] as Loose[]).push(itemOf(r)),
  OPENID_MISSING: (r) => (r["payer"] = {}),
  OPENID_UNDECODABLE: (r) => (r["payer"] = { openid: "?" }),
  OPENID_ZERO: (r) => (r["payer"] = { openid: "AAAA" }),
  LOGISTICS_TYPE_INVALID: (r) =>
    ((r["sub_orders"] === undefined ? r : orderOf(r))["logistics_type"] = 9),
  UPLOAD_TIME_MISSING: (r) => delete r["upload_time"],
  UPLOAD_TIME_INVALID: (r) => (r["upload_time"] = "2022-05-20"),
  DELIVERY_MODE_INVALID: (r) => (deliveryOf(r)["delivery_mode"] = 0),
  SHIPPING_LIST_EMPTY: (r) => (deliveryOf(r)["shipping_list"] = []),
  UNIFIED_DELIVERY_NOT_ONE_PARCEL: (r) =>
    (deliveryOf(r)["shipping_list"] as Loose[]).push(parcelOf(r)),
  TRACKING_NO_MISSING: (r) => (parcelOf(r)["tracking_no"] = ""),
  EXPRESS_COMPANY_MISSING: (r) => (parcelOf(r)["express_company"] = ""),
  UNIFIED_DELIVERY_WITH_ITEMS: (r) => (parcelOf(r)["item_list"] = [{ merchant_item_id: "1" }]),
  SPLIT_DELIVERY_WITHOUT_ITEMS: (r) => (deliveryOf(r)["delivery_mode"] = 2),
  SHIPPED_ITEM_ID_MISSING: (r) => {
    deliveryOf(r)["delivery_mode"] = 2;
    parcelOf(r)["item_list"] = [{}];
  },
  SHOPPING_DETAILS_NOT_UPLOADED: () => undefined,
  PARAMETER_ERROR: (r) => (keyOf(r)["out_trade_no"] = "no blanks"),
  SERVICE_PROVIDER_PARAMETER_ERROR: (r) => {
    for (const name of Object.keys(r)) r[name] = "";
  },
  PAGE_LIMIT_TOO_LARGE: (r) => (r["limit"] = 21),
};

/** Codes that the server returns before it looks at the request, the same for every operation. */
const BEFORE_THE_REQUEST: Partial<Record<ErrorName, (key: AppOperationKey) => Promise<WireReply>>> =
  {
    SYSTEM_ERROR: (key) => uploadWithoutTable("apps", (app) => call(key, app, goodRequest(key))),
    REQUIRE_POST: (key) => callBy("GET", key),
    REQUIRE_GET: (key) => callBy("POST", key),
    SERVICE_PROVIDER_METHOD_NOT_AVAILABLE: (key) =>
      callBy(OPERATIONS[key].method === "GET" ? "POST" : "GET", key),
    ACCESS_TOKEN_MISSING: (key) => callWithToken(key, ""),
    INVALID_CREDENTIAL: (key) => callWithToken(key, "1_forged"),
    ACCESS_TOKEN_EXPIRED: async (key) => {
      const app = await w.platform.register();
      await w.advance(7200);
      return call(key, app, goodRequest(key));
    },
    MUST_USE_ACCOUNT_TOKEN: (key) => callWithToken(key, w.component.accessToken),
    COMPONENT_NOT_AUTHORIZED: async (key) => {
      const app = await w.platform.register();
      const { info } = await w.component.authorize(app.appid, [120, 18]);
      await w.component.revoke(app.appid);
      return callWithToken(key, info.authorizer_access_token);
    },
    API_NOT_GRANTED_TO_COMPONENT: async (key) => {
      const app = await w.platform.register();
      const { info } = await w.component.authorize(app.appid, [1]);
      return callWithToken(key, info.authorizer_access_token);
    },
    INVALID_COMPONENT: (key) => callWithToken(key, w.component.accessToken),
    COMPONENT_IP_NOT_LISTED: async (key) => {
      const app = await w.platform.register();
      const other = await Component.register(w.platform);
      const { info } = await other.authorize(app.appid, [18]);
      const ip_whitelist = ["203.0.113.0/24"];
      await w.platform.admin("PATCH", `/components/${other.appid}`, { ip_whitelist });
      return callWithToken(key, info.authorizer_access_token);
    },
    FREQUENCY_LIMIT_REACHED: (key) => callTwice(key, { per_minute: 1, per_day: 9 }),
    MINUTE_QUOTA_REACHED: (key) => callTwice(key, { per_minute: 1, per_day: 9 }),
    DAILY_QUOTA_REACHED: (key) => callTwice(key, { per_minute: 9, per_day: 1 }),
    SHOPPING_ORDER_PERMISSION_CLOSED: (key) => call(key, w.closed, goodRequest(key)),
    REVIEW_PERMISSION_NOT_OPENED: (key) => call(key, w.closed, goodRequest(key)),
    API_UNAUTHORIZED: async (key) => {
      const app = await w.platform.register();
      const trade_management = { admitted: false };
      await w.platform.admin("PATCH", `/apps/${app.appid}`, { trade_management });
      return call(key, app, goodRequest(key));
    },
    EMPTY_BODY: (key) => call(key, w.merchant, ""),
    DATA_FORMAT_ERROR: (key) => call(key, w.merchant, "[]"),
  };

/** Codes that depend on stored data, and the file that tests them. */
const TESTED_BY: Partial<Record<ErrorName, string>> = {
  LINK_APPID_NOT_MINI_PROGRAM: "error-cases/shopping-orders.ts",
  UPLOADER_APPID_DIFFERS: "error-cases/shipping.ts",
  OPEN_NOT_ALLOWED_NOW: "shipping.test.ts",
  CATEGORY_NOT_OPEN: "error-cases/shipping.ts",
  AGREEMENT_NOT_SIGNED: "shipping.test.ts",
  SPU_ID_ILLEGAL: "error-cases/service-provider.ts",
  SERVICE_PROVIDER_ORDER_ID_ILLEGAL: "error-cases/service-provider.ts",
  PACKAGE_ALREADY_ASSIGNED: "error-cases/service-provider.ts",
  ASSIGNMENT_CANCELLED: "error-cases/service-provider.ts",
  ORDER_NOT_ASSIGNABLE: "error-cases/service-provider.ts",
  PACKAGE_EXPIRED: "error-cases/service-provider.ts",
  PACKAGE_INVALID: "error-cases/service-provider.ts",
  NO_RECENT_USAGE: "error-cases/service-provider.ts",
  RID_NOT_FOUND: "error-cases/api-management.ts",
  RID_INVALID: "error-cases/api-management.ts",
  RID_FORBIDDEN: "error-cases/api-management.ts",
};

const appOperations = (Object.keys(OPERATIONS) as OperationKey[]).filter((key) =>
  hasCredential(key, "access_token"),
) as AppOperationKey[];

/** Codes of shipping information management: shipping-management/operation-codes.test.ts tests them. */
const isOfShippingManagement = (name: ErrorName): boolean =>
  errorNamed(name).source === "shipping-management" || name.startsWith("INVALID_A");

describe.each(appOperations)("%s", (key) => {
  const codes = OPERATIONS[key].errors as readonly ErrorName[];

  const tested = codes.filter(
    (name) => TESTED_BY[name] === undefined && !isOfShippingManagement(name),
  );
  test.each(tested)("answers %s", async (name) => {
    const early = BEFORE_THE_REQUEST[name];
    const damage = DAMAGE[name];
    expect(early ?? damage, `nothing produces ${name}`).toBeDefined();
    let reply: WireReply;
    if (early !== undefined) reply = await early(key);
    else {
      const request = goodRequest(key);
      damage?.(request);
      reply = await call(key, w.merchant, request);
    }
    expect(reply).toMatchObject({ errcode: errorNamed(name).code });
  });
});

describe("every code that is tested elsewhere is in the catalogue, and in the file that tests it", () => {
  test.each(Object.entries(TESTED_BY))("%s: %s", (name, file) => {
    const row = ERROR_CATALOGUE.find((each) => each.name === name);
    expect(row).toBeDefined();
    const source = readFileSync(new URL(file, import.meta.url), "utf8");
    // An error case has the error's name, and a test expects its code.
    const isCases = file.startsWith("error-cases/");
    expect(source).toContain(isCases ? `  ${name}: ` : `errcode: ${row?.code}`);
  });
});

async function call(key: AppOperationKey, app: Merchant, request: Loose | string) {
  const { method, path, parameters } = OPERATIONS[key] as Operation;
  const query = new URLSearchParams({ access_token: app.accessToken });
  if (parameters === "query" && typeof request !== "string") {
    for (const [name, value] of Object.entries(request)) query.set(name, String(value));
  }
  const text = typeof request === "string" ? request : JSON.stringify(request);
  const body = method === "GET" ? {} : { body: text };
  return (await app.platform.send<WireReply>(method, `${path}?${query}`, body)).body;
}

const callBy = async (method: "GET" | "POST", key: AppOperationKey) =>
  (await w.platform.send<WireReply>(method, OPERATIONS[key].path)).body;

async function callWithToken(key: AppOperationKey, accessToken: string) {
  const { method, path } = OPERATIONS[key];
  const query = accessToken === "" ? "" : `?access_token=${accessToken}`;
  return (await w.platform.send<WireReply>(method, path + query)).body;
}

async function callTwice(key: AppOperationKey, quotas: { per_minute: number; per_day: number }) {
  const app = await w.platform.register();
  await w.platform.admin("PATCH", `/apps/${app.appid}`, { quotas });
  await call(key, app, goodRequest(key));
  return call(key, app, goodRequest(key));
}
