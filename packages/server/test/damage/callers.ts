import { OPERATIONS } from "@dingdan/contract";
import { ConsoleUser } from "../support/console.js";
import { Merchant, type Platform } from "../support/platform.js";
import type { Loose } from "../support/requests.js";
import { A_MCHID, BUYER, type Tenant } from "../support/tenants.js";

/** An app and a third-party platform that calls may change in any way. */
export const SPARE_APPID = "wxsparesparespare0";
export const SPARE_COMPONENT = "wxsparesparespare1";

/** All that any operation needs. */
const PERMISSION_SETS = [
  ...new Set(Object.values(OPERATIONS).flatMap(({ permissionSets }) => permissionSets)),
];

/** The tokens and secrets with which calls are made. */
export interface Credentials {
  readonly shop: string;
  readonly provider: string;
  readonly component: string;
  readonly authorizer: string;
  readonly refreshToken: string;
  readonly authorizationCode: string;
  readonly link: string;
  readonly buyer: string;
  readonly operatorCookie: string;
  readonly merchantCookie: string;
  readonly spareSecret: string;
  readonly webhookEndpoint: string;
  /** An event that the endpoint wants. */
  readonly eventId: string;
  /** Of the spare app, whose permission is closed. */
  readonly spare: string;
}

/** Undoes what calls may have done to the callers: their secrets, tokens, permission and sessions. */
export async function restoreCallers(
  platform: Platform,
  { shop, provider, component }: Tenant,
): Promise<Credentials> {
  const secrets: Record<string, string> = {};
  for (const { appid } of [shop, provider, { appid: SPARE_APPID }]) {
    const mchids = appid === shop.appid ? [A_MCHID] : [];
    secrets[appid] = await restoreApp(platform, appid, mchids);
  }
  const tokenOf = async ({ appid }: { readonly appid: string }) =>
    (await Merchant.signIn(platform, appid, secrets[appid] ?? "")).accessToken;
  await platform.admin("PATCH", `/components/${component.appid}`, {
    permission_sets: PERMISSION_SETS,
    callback_url: "",
    ip_whitelist: [],
  });
  await component.renewTicket();
  await component.renewToken();
  const spare = { appid: SPARE_APPID, permission_sets: PERMISSION_SETS };
  await platform.admin("POST", `/components/${SPARE_COMPONENT}/authorizations`, spare);
  const { info } = await component.authorize(shop.appid, PERMISSION_SETS);
  const buyer = { appid: shop.appid, openid: BUYER };
  const link = await platform.admin("POST", "/buyer-sessions", buyer);
  const unusedLink = await platform.admin("POST", "/buyer-sessions", buyer);
  const session = await platform.send("POST", `/buyer/v1/sessions/${String(link.body["token"])}`);
  const operator = await ConsoleUser.signIn(platform, { admin_key: platform.dingdan.adminKey });
  const merchant = await ConsoleUser.signIn(platform, {
    appid: shop.appid,
    secret: secrets[shop.appid],
  });
  const webhook = { url: "http://127.0.0.1:9/events", events: ["*"] };
  const endpoint = await platform.admin("POST", "/webhook-endpoints", webhook);
  const { body: feed } = await platform.admin<{ items: Loose[] }>("GET", "/events?limit=1");
  return {
    webhookEndpoint: String(endpoint.body["id"]),
    eventId: String(feed.items[0]?.["id"]),
    shop: await tokenOf(shop),
    provider: await tokenOf(provider),
    component: component.accessToken,
    authorizer: info.authorizer_access_token,
    refreshToken: info.authorizer_refresh_token,
    authorizationCode: await component.consent(provider.appid, PERMISSION_SETS),
    link: String(unusedLink.body["token"]),
    buyer: String(session.body["token"]),
    operatorCookie: operator.cookie,
    merchantCookie: merchant.cookie,
    spare: await tokenOf({ appid: SPARE_APPID }),
    spareSecret: secrets[SPARE_APPID] ?? "",
  };
}

/** Makes an app able to call, and returns its new secret. */
async function restoreApp(
  platform: Platform,
  appid: string,
  mchids: readonly string[],
): Promise<string> {
  const path = `/apps/${appid}`;
  await platform.admin("PATCH", path, {
    mchids,
    ip_whitelist: ["0.0.0.0/0", "::/0"],
    quotas: { per_minute: 1_000_000, per_day: 1_000_000 },
  });
  const state = appid === SPARE_APPID ? "closed" : "open";
  await platform.admin("PUT", `${path}/permission`, { state });
  await platform.admin("POST", `${path}/audit`, { result: "approved" });
  const { body } = await platform.admin("POST", `${path}/secret`);
  return String(body["secret"]);
}
