import { text } from "../text.js";
import { type CatalogueRow, verbatim } from "./catalogue-row.js";

export const TRANSPORT_ERRORS = [
  {
    name: "SYSTEM_ERROR",
    code: -1,
    when: text(
      "the platform failed or is overloaded; the call may or may not have taken effect, and it is safe to retry",
      "平台故障或过载；调用可能已生效，也可能未生效，可安全重试",
    ),
    message: verbatim("system error"),
    hint: text("Retry later; the same call may succeed.", "请稍后重试，相同的请求可能成功。"),
    retryable: true,
    source: "shopping-orders",
  },
  {
    name: "INVALID_URL",
    code: 40066,
    when: text("no operation has this path", "路径不是任何接口"),
    message: verbatim("invalid url"),
    hint: text(
      "Compare the path with the reference at /docs; check for a trailing slash.",
      "请对照 /docs 参考页检查路径，注意末尾斜杠。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "REQUIRE_GET",
    code: 43001,
    when: text(
      "an operation that requires GET was called with another method",
      "以非 GET 方法调用 GET 接口",
    ),
    message: verbatim("require GET method"),
    hint: text("Call the operation with GET.", "请使用 GET 方法调用。"),
    retryable: false,
    source: "auth",
  },
  {
    name: "REQUIRE_POST",
    code: 43002,
    when: text(
      "an operation that requires POST was called with another method",
      "以非 POST 方法调用 POST 接口",
    ),
    message: verbatim("require POST method"),
    hint: text("Call the operation with POST.", "请使用 POST 方法调用。"),
    retryable: false,
    source: "auth",
  },
] as const satisfies readonly CatalogueRow[];

export const ACCESS_TOKEN_ERRORS = [
  {
    name: "ACCESS_TOKEN_MISSING",
    code: 41001,
    when: text(
      "no access_token in the query; one in the body is ignored",
      "查询参数中没有 access_token；放在请求体中无效",
    ),
    message: verbatim("access_token missing"),
    hint: text(
      "Append ?access_token=… to the path; get a token from GET /cgi-bin/token.",
      "请在路径后加上 ?access_token=…，可从 GET /cgi-bin/token 获取。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "INVALID_CREDENTIAL",
    code: 40001,
    when: text(
      "the access_token was never issued or has been replaced",
      "access_token 从未签发或已被替换",
    ),
    message: verbatim(
      "invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r",
    ),
    hint: text(
      "Fetch a new access_token. Share one token between all your processes, or use POST /cgi-bin/stable_token.",
      "请重新获取 access_token；多进程应共用同一个，或使用 POST /cgi-bin/stable_token。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "INVALID_ACCESS_TOKEN",
    code: 40014,
    when: text(
      "WeChat documents this for a malformed access_token",
      "微信文档中用于格式错误的 access_token",
    ),
    message: verbatim("invalid access_token"),
    hint: text("Fetch a new access_token.", "请重新获取 access_token。"),
    retryable: false,
    source: "auth",
    onlyWeChat: true,
  },
  {
    name: "ACCESS_TOKEN_EXPIRED",
    code: 42001,
    when: text("the access_token has expired", "access_token 已过期"),
    message: verbatim("access_token expired"),
    hint: text(
      "Fetch a new access_token; each is valid for expires_in seconds.",
      "请重新获取 access_token，其有效期为 expires_in 秒。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "APPID_MISSING",
    code: 41002,
    when: text("no appid in a request for a token", "获取令牌时缺少 appid"),
    message: verbatim("appid missing"),
    hint: text("Send the app's appid.", "请传入应用的 appid。"),
    retryable: false,
    source: "auth",
  },
  {
    name: "INVALID_APPID",
    code: 40013,
    when: text(
      "the appid is not registered here, or is not the caller's own",
      "appid 未在此注册，或不是调用方自己的",
    ),
    message: verbatim("invalid appid"),
    hint: text(
      "Check the appid; the operator registers it with `dingdan app create`.",
      "请检查 appid；运营方可用 `dingdan app create` 注册。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "INVALID_GRANT_TYPE",
    code: 40002,
    when: text("grant_type is not client_credential", "grant_type 不是 client_credential"),
    message: verbatim("invalid grant_type"),
    hint: text("Send grant_type=client_credential.", "请传入 grant_type=client_credential。"),
    retryable: false,
    source: "auth",
  },
  {
    name: "APPSECRET_MISSING",
    code: 41004,
    when: text(
      "no secret in a request for a token, or an empty one",
      "获取令牌时缺少 secret 或其为空",
    ),
    message: verbatim("appsecret missing"),
    hint: text("Send the app's secret.", "请传入应用的 secret。"),
    retryable: false,
    source: "auth",
  },
  {
    name: "INVALID_APPSECRET",
    code: 40125,
    when: text("the secret does not belong to the app", "secret 与应用不符"),
    message: verbatim("invalid appsecret"),
    hint: text(
      "Check the secret; it was shown once when the app was registered.",
      "请检查 secret；它仅在注册应用时显示一次。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "API_UNAUTHORIZED",
    code: 48001,
    when: text(
      "shipping information management: WeChat has not admitted the app. WeChat also returns it where it documents 268485184",
      "发货信息管理：微信尚未准入该应用。微信线上在应返回 268485184 处也返回此码",
    ),
    message: verbatim("api unauthorized"),
    hint: text(
      "Shipping information management: wait for the admission, or set the app's trade_management.admitted. Shopping orders: open the permission for the account first.",
      "发货信息管理：请等待准入，或设置应用的 trade_management.admitted；购物订单：请先为该账号开通权限。",
    ),
    retryable: false,
    source: "auth",
    onlyWeChat: true,
  },
  {
    name: "IP_NOT_WHITELISTED",
    code: 40164,
    when: text(
      "the address that requests the token is not on the app's IP whitelist",
      "获取令牌的 IP 不在应用的白名单中",
    ),
    message: verbatim("invalid ip"),
    separator: " ",
    hint: text(
      "Ask the operator to add the address in errmsg to the app's ip_whitelist.",
      "请运营方将 errmsg 中的 IP 加入应用的 ip_whitelist。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "MINUTE_QUOTA_REACHED",
    code: 45011,
    when: text(
      "the app called the operation too often within a minute, or one address sent too many wrong secrets",
      "一分钟内调用接口过于频繁，或同一地址发送的错误 secret 过多",
    ),
    message: verbatim("api minute-quota reach limit mustslower retry next minute"),
    hint: text(
      "Slow down and retry in the next minute. The operator can raise the app's quotas.",
      "请降低频率并在下一分钟重试；运营方可调高应用的 quotas。",
    ),
    retryable: true,
    source: "auth",
  },
  {
    name: "DAILY_QUOTA_REACHED",
    code: 45009,
    when: text(
      "the app used up the operation's daily calls, or forced stable_token more than 20 times today",
      "当日接口调用次数已用完，或强制刷新 stable_token 超过 20 次",
    ),
    message: verbatim("reach max api daily quota limit"),
    hint: text(
      "Wait until midnight (UTC+8), when the count resets. Do not force stable tokens. The operator can raise the app's quotas.",
      "次数于北京时间零点重置，请勿强制刷新稳定令牌；运营方可调高应用的 quotas。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "FREQUENCY_LIMIT_REACHED",
    code: 44990,
    when: text(
      "is_trade_managed and is_trade_management_confirmation_completed: the app called too often within a minute, where other operations return 45011. At WeChat: more than 5 times within a second",
      "is_trade_managed 与 is_trade_management_confirmation_completed：一分钟内调用过于频繁（其他接口返回 45011）；微信：一秒内超过 5 次",
    ),
    message: verbatim("reach max api frequency limit"),
    hint: text(
      "Slow down and retry in the next minute; the answer rarely changes, so keep it. The operator can raise the app's quotas.",
      "请降低频率并在下一分钟重试；结果很少变化，可缓存。运营方可调高应用的 quotas。",
    ),
    retryable: true,
    source: "auth",
  },
] as const satisfies readonly CatalogueRow[];

export const BODY_ERRORS = [
  {
    name: "EMPTY_BODY",
    code: 44002,
    when: text("a JSON body is required, but the request has none", "需要 JSON 请求体但未提供"),
    message: verbatim("empty post data"),
    hint: text("Send the request as a JSON object.", "请以 JSON 对象发送请求。"),
    retryable: false,
    source: "auth",
  },
  {
    name: "DATA_FORMAT_ERROR",
    code: 47001,
    when: text(
      "the body is not a JSON object in UTF-8; shipping information management: also a member of the wrong kind, an absent one, or an unknown number of an enumeration",
      "请求体不是 UTF-8 编码的 JSON 对象；发货信息管理：字段类型错误、必填字段缺失或枚举取值未知时亦然",
    ),
    message: verbatim("data format error"),
    hint: text(
      "Send one JSON object in UTF-8, not a form, a list or a quoted string, with the members that the reference lists.",
      "请发送一个 UTF-8 编码的 JSON 对象，而非表单、列表或字符串，字段须与参考页一致。",
    ),
    retryable: false,
    source: "auth",
  },
] as const satisfies readonly CatalogueRow[];

/** Codes that only WeChat returns, about its accounts; explained for clients that receive them. */
export const WECHAT_ACCOUNT_ERRORS = [
  {
    name: "APPSECRET_FROZEN",
    code: 40243,
    when: text("WeChat: the owner has frozen the AppSecret", "微信：AppSecret 已被所有者冻结"),
    message: verbatim("appsecret is frozen"),
    hint: text(
      "Unfreeze the secret in WeChat's console. Dingdan never freezes a secret.",
      "请在微信后台解冻 AppSecret；本平台不冻结密钥。",
    ),
    retryable: false,
    source: "auth",
    onlyWeChat: true,
  },
  {
    name: "REFRESH_TOKEN_EXCEPTION",
    code: 42007,
    when: text(
      "WeChat: the account's password was changed, which ends its authorisations",
      "微信：用户修改密码，导致授权失效",
    ),
    message: verbatim("access_token and refresh_token exception"),
    hint: text("The merchant must authorise the platform again.", "商家需重新授权第三方平台。"),
    retryable: false,
    source: "auth",
    onlyWeChat: true,
  },
  {
    name: "REQUIRE_HTTPS",
    code: 43003,
    when: text("WeChat: a call over http", "微信：以 http 调用"),
    message: verbatim("require https"),
    hint: text(
      "Call WeChat over https. Dingdan serves the protocol that it was started with.",
      "请以 https 调用微信接口；本平台按其启动方式提供服务。",
    ),
    retryable: false,
    source: "auth",
    onlyWeChat: true,
  },
  {
    name: "CLIENT_IP_NOT_REGISTERED",
    code: 45035,
    when: text(
      "WeChat: the caller's IP is not on the account's list",
      "微信：调用方 IP 不在白名单中",
    ),
    message: verbatim("access clientip is not registered, not in ip-white-list"),
    hint: text(
      "Add the IP to the account's list in WeChat's console.",
      "请在微信后台将该 IP 加入白名单。",
    ),
    retryable: false,
    source: "auth",
    onlyWeChat: true,
  },
  {
    name: "CLEAR_QUOTA_FORBIDDEN",
    code: 48006,
    when: text("WeChat: all quota resets of the month are used up", "微信：清零次数已用完"),
    message: verbatim("forbid to clear quota because of reaching the limit"),
    hint: text(
      "Wait until the count resets. Dingdan has no quota reset.",
      "请等待次数重置；本平台无此清零接口。",
    ),
    retryable: false,
    source: "auth",
    onlyWeChat: true,
  },
  {
    name: "USER_UNAUTHORIZED",
    code: 50001,
    when: text("WeChat: the user did not authorise the interface", "微信：用户未授权该接口"),
    message: verbatim("user unauthorized"),
    hint: text(
      "Ask the user for the authorisation. No shopping-order operation needs one.",
      "请获取用户授权；购物订单接口不需要用户授权。",
    ),
    retryable: false,
    source: "auth",
    onlyWeChat: true,
  },
  {
    name: "USER_LIMITED",
    code: 50002,
    when: text("WeChat: the account is frozen or closed", "微信：账号被冻结或注销"),
    message: verbatim("user limited"),
    hint: text(
      "Look up the reason in WeChat's console; calls work again once the restriction is lifted.",
      "请在微信后台查看原因，限制解除后即可恢复。",
    ),
    retryable: false,
    source: "auth",
    onlyWeChat: true,
  },
  {
    name: "TOKEN_INTERFACE_FORBIDDEN",
    code: 50004,
    when: text("WeChat: the account may not use /cgi-bin/token", "微信：账号被禁止使用 token 接口"),
    message: verbatim("token interface is forbidden"),
    hint: text(
      "Contact WeChat's support; no token is available until the restriction is lifted.",
      "请联系微信客服，解除前无法获取令牌。",
    ),
    retryable: false,
    source: "auth",
    onlyWeChat: true,
  },
  {
    name: "ACCOUNT_FROZEN",
    code: 50007,
    when: text(
      "WeChat: the account is frozen, so /cgi-bin/token issues no token",
      "微信：账号已冻结，无法获取 token",
    ),
    message: verbatim("account is frozen"),
    hint: text("Unfreeze the account in WeChat's console.", "请在微信后台解冻账号。"),
    retryable: false,
    source: "auth",
    onlyWeChat: true,
  },
  {
    name: "RISKY_CONTENT",
    code: 87014,
    when: text("WeChat: the content violates its rules", "微信：内容含有违法违规信息"),
    message: verbatim("risky content"),
    hint: text(
      "Change the text or picture. Dingdan does not review content.",
      "请修改文本或图片；本平台不做内容审查。",
    ),
    retryable: false,
    source: "auth",
    onlyWeChat: true,
  },
  {
    name: "IP_NEEDS_CONFIRMATION",
    code: 89503,
    when: text(
      "WeChat: a call from a new IP needs the administrator's confirmation",
      "微信：该 IP 调用需管理员确认",
    ),
    message: verbatim("this ip needs the administrator's confirmation"),
    hint: text(
      "Ask the account's administrator to confirm the IP in WeChat, then retry.",
      "请让账号管理员在微信中确认该 IP 后重试。",
    ),
    retryable: true,
    source: "auth",
    onlyWeChat: true,
  },
  {
    name: "IP_REFUSED_FOR_A_DAY",
    code: 89506,
    when: text(
      "WeChat: the administrator rejected this IP twice; it is blocked for 24 hours",
      "微信：管理员已两次拒绝该 IP，24 小时内不可调用",
    ),
    message: verbatim("this ip was refused for 24 hours"),
    hint: text(
      "Add the IP to the account's list, or wait 24 hours and ask the administrator.",
      "请将该 IP 加入白名单，或 24 小时后请管理员确认。",
    ),
    retryable: true,
    source: "auth",
    onlyWeChat: true,
  },
  {
    name: "IP_REFUSED_FOR_AN_HOUR",
    code: 89507,
    when: text(
      "WeChat: the administrator rejected this IP; it is blocked for an hour",
      "微信：管理员拒绝了该 IP，1 小时内不可调用",
    ),
    message: verbatim("this ip was refused for 1 hour"),
    hint: text(
      "Add the IP to the account's list, or wait an hour and ask the administrator.",
      "请将该 IP 加入白名单，或 1 小时后请管理员确认。",
    ),
    retryable: true,
    source: "auth",
    onlyWeChat: true,
  },
] as const satisfies readonly CatalogueRow[];
