import { type Language, type ObjectSchema, type Operation, text } from "@dingdan/contract";

/**
 * The few interfaces of third-party platforms that the client calls, with the names and fields of
 * the documents ("openApi/ticket-token"). To be replaced by the contract's operations of the same
 * names: then this file goes, and whoever imports it reads `OPERATIONS` and the error catalogue.
 */
export type Interface = Pick<Operation, "method" | "path" | "parameters"> & {
  readonly request: ObjectSchema;
};

const STRING = { type: "string" } as const;
const INTEGER = { type: "integer" } as const;

const post = <Properties extends ObjectSchema["properties"]>(
  name: string,
  properties: Properties,
) => ({
  method: "POST" as const,
  path: `/cgi-bin/component/${name}`,
  parameters: "body" as const,
  request: { type: "object" as const, properties },
});

export const THIRD_PARTY_INTERFACES = {
  getComponentAccessToken: post("api_component_token", {
    component_appid: STRING,
    component_appsecret: STRING,
    component_verify_ticket: STRING,
  }),
  getPreAuthCode: post("api_create_preauthcode", { component_appid: STRING }),
  getAuthorizerRefreshToken: post("api_query_auth", {
    component_appid: STRING,
    authorization_code: STRING,
  }),
  getAuthorizerAccessToken: post("api_authorizer_token", {
    component_appid: STRING,
    authorizer_appid: STRING,
    authorizer_refresh_token: STRING,
  }),
} as const satisfies Record<string, Interface>;

/** What `api_query_auth` answers; the tokens are there only if the account has API rights. */
export const AUTHORIZATION_INFO_SCHEMA = {
  type: "object",
  properties: {
    authorizer_appid: STRING,
    authorizer_access_token: STRING,
    expires_in: INTEGER,
    authorizer_refresh_token: STRING,
    func_info: {
      type: "array",
      items: {
        type: "object",
        properties: {
          funcscope_category: { type: "object", properties: { id: INTEGER }, required: ["id"] },
        },
        required: ["funcscope_category"],
      },
    },
  },
  required: ["authorizer_appid"],
} as const satisfies ObjectSchema;

const HINTS = new Map([
  [
    61003,
    text(
      "The merchant has not authorised this platform, or revoked it: let it consent by a new authorisation link.",
      "商家未授权该第三方平台或已取消授权：请让商家通过新的授权链接授权。",
    ),
  ],
  [
    61005,
    text(
      "Use the component_verify_ticket that was pushed last; each is valid for 12 hours.",
      "请使用最近推送的 component_verify_ticket；每个有效期 12 小时。",
    ),
  ],
  [
    61006,
    text(
      "Use the component_verify_ticket as it was pushed, whole.",
      "请完整使用推送的 component_verify_ticket。",
    ),
  ],
  [
    61007,
    text(
      "The merchant must grant a permission set that holds the interface: 120 or 121 for shopping orders.",
      "商家须授予包含该接口的权限集：购物订单为 120 或 121。",
    ),
  ],
  [
    61023,
    text(
      "Another authorisation replaced the refresh token, or the merchant revoked it: let the merchant consent by a new authorisation link.",
      "刷新令牌已被重新授权替换或被商家撤销：请让商家通过新的授权链接授权。",
    ),
  ],
]);

/** What to do about a code of third-party platforms; null for another code. */
export const thirdPartyHint = (errcode: number, language: Language): string | null =>
  HINTS.get(errcode)?.[language] ?? null;
