import { Component } from "../support/component.js";
import { upload } from "../support/requests.js";
import type { ErrorCases } from "../support/world.js";

/** How long a ticket and an authorization code are valid. */
const HALF_A_DAY_S = 12 * 3600;
const CODE_S = 600;

export const THIRD_PARTY_CASES: ErrorCases = {
  MUST_USE_COMPONENT_TOKEN: async (w) => {
    const { info } = await w.component.authorize(w.merchant.appid);
    const path = "/cgi-bin/component/api_create_preauthcode";
    return w.post(
      `${path}?access_token=${info.authorizer_access_token}`,
      JSON.stringify({ component_appid: w.component.appid }),
    );
  },
  MUST_USE_ACCOUNT_TOKEN: (w) =>
    w.post(`/user-order/orders?access_token=${w.component.accessToken}`, JSON.stringify(upload())),
  COMPONENT_NOT_AUTHORIZED: async (w) => {
    const other = await w.platform.register();
    const authorizer = await w.component.authorize(other.appid);
    await w.component.revoke(other.appid);
    return authorizer.upload(upload());
  },
  API_NOT_GRANTED_TO_COMPONENT: async (w) => {
    const other = await w.platform.register();
    return (await w.component.authorize(other.appid, [18])).upload(upload());
  },
  COMPONENT_IP_NOT_LISTED: async (w) => {
    const other = await Component.register(w.platform);
    const ip_whitelist = ["203.0.113.0/24"];
    await w.platform.admin("PATCH", `/components/${other.appid}`, { ip_whitelist });
    return other.askToken();
  },
  COMPONENT_APPID_MISSING: (w) => w.component.askToken({ component_appid: "" }),
  INVALID_COMPONENT: (w) =>
    w.component.call("api_create_preauthcode", { component_appid: "wx0000000000000000" }),
  COMPONENT_TICKET_EXPIRED: async (w) => {
    const other = await Component.register(w.platform);
    await w.advance(HALF_A_DAY_S);
    return other.askToken();
  },
  COMPONENT_TICKET_INVALID: (w) =>
    w.component.askToken({ component_verify_ticket: "ticket@@@forged" }),
  AUTHORIZATION_CODE_INVALID: async (w) => {
    const authorization_code = await w.component.consent(w.merchant.appid);
    await w.component.exchange(authorization_code);
    return w.component.call("api_query_auth", { authorization_code });
  },
  AUTHORIZATION_CODE_EXPIRED: async (w) => {
    const authorization_code = await w.component.consent(w.merchant.appid);
    await w.platform.admin("POST", "/clock", { advance_seconds: CODE_S });
    return w.component.call("api_query_auth", { authorization_code });
  },
  REFRESH_TOKEN_INVALID: (w) =>
    w.component.call("api_authorizer_token", {
      authorizer_appid: w.merchant.appid,
      authorizer_refresh_token: "refreshtoken@@@forged",
    }),
  OPTION_NAME_INVALID: (w) =>
    w.component.call("get_authorizer_option", {
      authorizer_appid: w.merchant.appid,
      option_name: "colour",
    }),
  OPTION_VALUE_INVALID: (w) =>
    w.component.call("set_authorizer_option", {
      authorizer_appid: w.merchant.appid,
      option_name: "voice_recognize",
      option_value: "2",
    }),
  INVALID_ARGUMENTS: (w) => w.component.call("api_get_authorizer_list", { count: 10 }),
  COUNT_LIMIT_EXCEEDED: (w) =>
    w.component.call("api_get_authorizer_list", { offset: 0, count: 501 }),
};
