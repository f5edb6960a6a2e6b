import { text } from "../text.js";
import { type CatalogueRow, verbatim } from "./catalogue-row.js";

export const TRANSPORT_ERRORS = [
  {
    name: "SYSTEM_ERROR",
    code: -1,
    when: text(
      "the platform failed or is overloaded; nothing was stored",
      "平台故障或过载；未保存任何内容",
    ),
    message: verbatim("system error"),
    hint: text("Try again later; the same call may succeed.", "请稍后重试，相同的请求可能成功。"),
    retryable: true,
    source: "shopping-orders",
  },
  {
    name: "INVALID_URL",
    code: 40066,
    when: text("the path is no interface", "路径不是任何接口"),
    message: verbatim("invalid url"),
    hint: text(
      "Compare the path with the reference at /docs; mind a trailing slash.",
      "请对照 /docs 参考页检查路径，注意末尾斜杠。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "REQUIRE_GET",
    code: 43001,
    when: text("any method but GET on a GET interface", "以非 GET 方法调用 GET 接口"),
    message: verbatim("require GET method"),
    hint: text("Call the interface with GET.", "请使用 GET 方法调用。"),
    retryable: false,
    source: "auth",
  },
  {
    name: "REQUIRE_POST",
    code: 43002,
    when: text("any method but POST on a POST interface", "以非 POST 方法调用 POST 接口"),
    message: verbatim("require POST method"),
    hint: text("Call the interface with POST.", "请使用 POST 方法调用。"),
    retryable: false,
    source: "auth",
  },
] as const satisfies readonly CatalogueRow[];

export const ACCESS_TOKEN_ERRORS = [
  {
    name: "ACCESS_TOKEN_MISSING",
    code: 41001,
    when: text(
      "no access_token in the query; one in the body does not count",
      "查询参数中没有 access_token；放在请求体中无效",
    ),
    message: verbatim("access_token missing"),
    hint: text(
      "Put ?access_token=… behind the path; get one from GET /cgi-bin/token.",
      "请在路径后加上 ?access_token=…，可从 GET /cgi-bin/token 获取。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "INVALID_CREDENTIAL",
    code: 40001,
    when: text(
      "an access_token that was never issued or has been replaced",
      "access_token 从未签发或已被替换",
    ),
    message: verbatim(
      "invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r",
    ),
    hint: text(
      "Fetch a new access_token; keep one token for all your processes, or use POST /cgi-bin/stable_token.",
      "请重新获取 access_token；多进程应共用同一个，或使用 POST /cgi-bin/stable_token。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "INVALID_ACCESS_TOKEN",
    code: 40014,
    when: text(
      "documented by WeChat for a malformed access_token",
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
    when: text("an access_token past its lifetime", "access_token 已过期"),
    message: verbatim("access_token expired"),
    hint: text(
      "Fetch a new access_token; each lives for expires_in seconds.",
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
    when: text("an appid that is not registered here", "appid 未在此注册"),
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
    when: text("a secret that is not the app's", "secret 与应用不符"),
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
      "seen from WeChat where 268485184 is documented: the account lacks the interface",
      "微信线上在应返回 268485184 处返回此码：账号没有该接口权限",
    ),
    message: verbatim("api unauthorized"),
    hint: text(
      "Open the shopping-order permission for the account first.",
      "请先为该账号开通购物订单权限。",
    ),
    retryable: false,
    source: "auth",
    onlyWeChat: true,
  },
  {
    name: "IP_NOT_WHITELISTED",
    code: 40164,
    when: text(
      "a token is fetched from an address that is not on the app's IP whitelist",
      "获取令牌的 IP 不在应用的白名单中",
    ),
    message: verbatim("invalid ip"),
    separator: " ",
    hint: text(
      "Have the operator add the address that errmsg names to the app's ip_whitelist.",
      "请运营方将 errmsg 中的 IP 加入应用的 ip_whitelist。",
    ),
    retryable: false,
    source: "auth",
  },
  {
    name: "MINUTE_QUOTA_REACHED",
    code: 45011,
    when: text(
      "the app called the interface too often within a minute",
      "一分钟内调用接口过于频繁",
    ),
    message: verbatim("api minute-quota reach limit mustslower retry next minute"),
    hint: text(
      "Slow down and try again in the next minute; the operator can raise the app's quotas.",
      "请降低频率并在下一分钟重试；运营方可调高应用的 quotas。",
    ),
    retryable: true,
    source: "auth",
  },
  {
    name: "DAILY_QUOTA_REACHED",
    code: 45009,
    when: text(
      "the app used up the interface's calls of the day, or forced stable_token more than 20 times",
      "当日接口调用次数已用完，或强制刷新 stable_token 超过 20 次",
    ),
    message: verbatim("reach max api daily quota limit"),
    hint: text(
      "Wait for midnight (UTC+8), when the count begins anew; do not force stable tokens. The operator can raise the app's quotas.",
      "次数于北京时间零点重置，请勿强制刷新稳定令牌；运营方可调高应用的 quotas。",
    ),
    retryable: false,
    source: "auth",
  },
] as const satisfies readonly CatalogueRow[];

export const BODY_ERRORS = [
  {
    name: "EMPTY_BODY",
    code: 44002,
    when: text("no body where JSON is demanded", "需要 JSON 请求体但未提供"),
    message: verbatim("empty post data"),
    hint: text("Send the request as a JSON object.", "请以 JSON 对象发送请求。"),
    retryable: false,
    source: "auth",
  },
  {
    name: "DATA_FORMAT_ERROR",
    code: 47001,
    when: text("a body that is not a JSON object in UTF-8", "请求体不是 UTF-8 编码的 JSON 对象"),
    message: verbatim("data format error"),
    hint: text(
      "Send one JSON object in UTF-8, not a form, a list or a quoted string.",
      "请发送一个 UTF-8 编码的 JSON 对象，而非表单、列表或字符串。",
    ),
    retryable: false,
    source: "auth",
  },
] as const satisfies readonly CatalogueRow[];
