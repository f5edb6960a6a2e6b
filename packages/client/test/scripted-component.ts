import type { ThirdPartyPlatformOptions } from "../src/index.js";
import { ThirdPartyPlatform } from "../src/index.js";
import { json, type ScriptedWechat } from "./scripted-wechat.js";

export const COMPONENT_TOKEN_PATH = "/cgi-bin/component/api_component_token";
export const PRE_AUTH_CODE_PATH = "/cgi-bin/component/api_create_preauthcode";
export const QUERY_AUTH_PATH = "/cgi-bin/component/api_query_auth";
export const AUTHORIZER_TOKEN_PATH = "/cgi-bin/component/api_authorizer_token";

export const COMPONENT_APPID = "wxcomponent0000001";
export const MERCHANT_APPID = "wxd678efh567hg6787";
export const COMPONENT_SECRET = "s3cret/+=of-the-component";
export const TICKET = "ticket@@@of/the+component";
export const AUTH_CODE = "queryauthcode@@@of/the+consent";

export const componentToken = (accessToken: string, expiresIn = 7200) =>
  json({ component_access_token: accessToken, expires_in: expiresIn });

/** The reply of api_query_auth. */
export const consent = (refreshToken: string, accessToken = "FROM-THE-CONSENT") =>
  json({
    authorization_info: {
      authorizer_appid: MERCHANT_APPID,
      authorizer_access_token: accessToken,
      expires_in: 7200,
      authorizer_refresh_token: refreshToken,
      func_info: [{ funcscope_category: { id: 120 } }],
    },
  });

/** The reply of api_authorizer_token. */
export const refreshed = (accessToken: string, refreshToken: string) =>
  json({
    authorizer_access_token: accessToken,
    expires_in: 7200,
    authorizer_refresh_token: refreshToken,
  });

/** A client of the scripted server, which accepts its component token. */
export function platformOf(
  wechat: ScriptedWechat,
  options: Partial<ThirdPartyPlatformOptions> = {},
): ThirdPartyPlatform {
  return new ThirdPartyPlatform({
    componentAppid: COMPONENT_APPID,
    componentSecret: COMPONENT_SECRET,
    verifyTicket: TICKET,
    baseUrl: wechat.url,
    random: () => 0.5,
    sleep: async () => {},
    ...options,
  });
}

/** The bodies of the requests for a path. */
export const bodiesSeen = (wechat: ScriptedWechat, path: string) =>
  wechat.seen(path).map(({ body }) => JSON.parse(body) as Record<string, unknown>);
