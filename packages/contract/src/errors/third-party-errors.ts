import { text } from "../text.js";
import { type CatalogueRow, verbatim } from "./catalogue-row.js";

/** Errors of calls whose token belongs to a third-party platform, or should. */
export const THIRD_PARTY_ERRORS = [
  {
    name: "MUST_USE_COMPONENT_TOKEN",
    code: 61014,
    when: text(
      "the operation is the platform's own, but the token is an app's or an authorizer's",
      "以应用或授权方的令牌调用第三方平台自身的接口",
    ),
    message: verbatim("must use component token for component api"),
    hint: text(
      "Send the component_access_token that POST /cgi-bin/component/api_component_token returned.",
      "请使用 POST /cgi-bin/component/api_component_token 返回的 component_access_token。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "MUST_USE_ACCOUNT_TOKEN",
    code: 61015,
    when: text(
      "the operation is called for a merchant, but the token is a component_access_token",
      "以 component_access_token 调用代商家的接口",
    ),
    message: verbatim("must use biz account token for not component api"),
    hint: text(
      "Send the merchant's authorizer_access_token, which api_query_auth or api_authorizer_token returned.",
      "请使用商家的 authorizer_access_token（由 api_query_auth 或 api_authorizer_token 返回）。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "COMPONENT_TOKEN_EXPIRED",
    code: 42006,
    when: text(
      "WeChat's older documents list this for an expired component_access_token",
      "微信旧版文档中用于 component_access_token 过期",
    ),
    message: verbatim("component_access_token expired"),
    hint: text(
      "Fetch a new component_access_token. Dingdan returns 42001 instead, as WeChat does now.",
      "请重新获取 component_access_token。本平台与微信现行行为一致，返回 42001。",
    ),
    retryable: false,
    source: "auth",
    onlyWeChat: true,
  },
  {
    name: "COMPONENT_NOT_AUTHORIZED",
    code: 61003,
    when: text(
      "the merchant has not authorised this platform, or has revoked the authorisation",
      "商家未授权该第三方平台，或已取消授权",
    ),
    message: verbatim("component is not authorized by this account"),
    hint: text(
      "Ask the merchant to open your authorisation link: componentloginpage with a new pre_auth_code.",
      "请让商家打开您的授权链接：携带新 pre_auth_code 的 componentloginpage。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "API_NOT_GRANTED_TO_COMPONENT",
    code: 61007,
    when: text(
      "the merchant granted no permission set that covers the operation, or no set covers it",
      "商家未授予包含该接口的权限集，或该接口不可代调用",
    ),
    message: verbatim("api is unauthorized to component"),
    hint: text(
      "The merchant must grant one of the operation's permission sets (120 or 121 for shopping orders). /wxa/charge/service-provider/* accepts only the provider's own access_token.",
      "商家须授予该接口所属的任一权限集（购物订单为 120 或 121）；/wxa/charge/service-provider/* 只接受服务商自己的 access_token。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "COMPONENT_IP_NOT_LISTED",
    code: 61004,
    when: text(
      "a third-party platform fetches its token, or asks whether an app is managed, from an address that is not on its IP whitelist",
      "第三方平台获取令牌或查询应用是否开通发货管理时，调用端 IP 不在其白名单中",
    ),
    message: verbatim("access clientip is not registered"),
    separator: " ",
    hint: text(
      "Ask the operator to add the address in errmsg to the platform's ip_whitelist. At WeChat, add it in the platform's settings.",
      "请运营方将 errmsg 中的 IP 加入第三方平台的 ip_whitelist；在微信侧请在第三方平台的设置中添加。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "COMPONENT_APPID_MISSING",
    code: 41018,
    when: text("no component_appid in the body", "请求体中缺少 component_appid"),
    message: verbatim("missing component_appid"),
    hint: text(
      "Send the platform's own appid as component_appid.",
      "请传入第三方平台自己的 appid：component_appid。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "INVALID_COMPONENT",
    code: 61011,
    when: text(
      "the component_appid does not match the platform of the token; is_trade_managed and is_trade_management_confirmation_completed: the token is the platform's own",
      "component_appid 与令牌所属的第三方平台不符；is_trade_managed 与 is_trade_management_confirmation_completed：使用了第三方平台自己的令牌",
    ),
    message: verbatim("invalid component"),
    hint: text(
      "Send the component_appid that the component_access_token was fetched with; or, where an app is asked about, the merchant's authorizer_access_token.",
      "请传入获取该 component_access_token 时使用的 component_appid；查询应用时请使用商家的 authorizer_access_token。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "COMPONENT_TICKET_EXPIRED",
    code: 61005,
    when: text(
      "the component_verify_ticket is older than 12 hours",
      "component_verify_ticket 超过 12 小时",
    ),
    message: verbatim("component ticket is expired"),
    hint: text(
      "Use a later push; each ticket is valid for 12 hours. The operator can create one with POST /admin/v1/components/:id/tickets.",
      "请使用较新的推送；每个 ticket 有效期 12 小时。运营方可调用 POST /admin/v1/components/:id/tickets 生成。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "COMPONENT_TICKET_INVALID",
    code: 61006,
    when: text(
      "the component_verify_ticket is missing, or was not issued to this platform",
      "缺少 component_verify_ticket，或不是发给该平台的",
    ),
    message: verbatim("component ticket is invalid"),
    hint: text(
      "Send the complete ticket as it was pushed: ticket@@@…",
      "请完整传入推送的 ticket：ticket@@@…",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "AUTHORIZATION_CODE_INVALID",
    code: 61009,
    when: text(
      "the authorization_code is unknown, already used, or another platform's",
      "authorization_code 不存在、已使用或属于其他平台",
    ),
    message: verbatim("code is invalid"),
    hint: text(
      "Each code can be used once. api_get_authorizer_list returns the refresh tokens of all your merchants.",
      "每个授权码只能使用一次；所有商家的刷新令牌可由 api_get_authorizer_list 获取。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "AUTHORIZATION_CODE_EXPIRED",
    code: 61010,
    when: text(
      "the authorization_code is older than 10 minutes",
      "authorization_code 超过 10 分钟",
    ),
    message: verbatim("code is expired"),
    hint: text(
      "The merchant's authorisation is still valid: take the refresh token from api_get_authorizer_list.",
      "授权仍然有效：请从 api_get_authorizer_list 获取刷新令牌。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "REFRESH_TOKEN_INVALID",
    code: 61023,
    when: text(
      "the authorizer_refresh_token is missing, wrong, or replaced by a later authorisation",
      "authorizer_refresh_token 缺失、错误或已被重新授权替换",
    ),
    message: verbatim("refresh_token is invalid"),
    hint: text(
      "Take the current token from api_get_authorizer_list, and store every refresh token that a reply returns.",
      "请从 api_get_authorizer_list 获取当前令牌，并以每次返回的令牌覆盖保存。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "OPTION_NAME_INVALID",
    code: 61012,
    when: text(
      "the option_name is not location_report, voice_recognize or customer_service",
      "option_name 不是 location_report、voice_recognize 或 customer_service",
    ),
    message: verbatim("invalid option name"),
    hint: text(
      "Send location_report, voice_recognize or customer_service.",
      "请填写 location_report、voice_recognize 或 customer_service。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "OPTION_VALUE_INVALID",
    code: 61013,
    when: text("the option does not allow this option_value", "option_value 不在该选项的取值中"),
    message: verbatim("invalid option value"),
    hint: text(
      'Send "0" or "1" as a string; location_report also allows "2".',
      '请以字符串填写 "0" 或 "1"；location_report 还可为 "2"。',
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "INVALID_ARGUMENTS",
    code: 40097,
    when: text(
      "api_get_authorizer_list: offset or count is not a non-negative integer; is_trade_managed and is_trade_management_confirmation_completed: no appid",
      "api_get_authorizer_list：offset 或 count 不是非负整数；is_trade_managed 与 is_trade_management_confirmation_completed：缺少 appid",
    ),
    message: verbatim("invalid args"),
    hint: text(
      "Send an offset from 0 and a count from 1 to 500; or the appid in the body.",
      "请填写 offset（从 0 起）与 count（1–500）；或在请求体中填写 appid。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "COUNT_LIMIT_EXCEEDED",
    code: 40170,
    when: text("count exceeds 500", "count 超过 500"),
    message: verbatim("args count exceed count limit"),
    hint: text(
      "Request at most 500 at a time and page with offset.",
      "每次最多 500 个，请用 offset 翻页。",
    ),
    retryable: false,
    source: "auth",
  },
] as const satisfies readonly CatalogueRow[];
