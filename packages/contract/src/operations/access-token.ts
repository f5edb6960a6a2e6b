import { isAbsent, isMissing, type Unchecked } from "../rules/limits.js";
import { broken, type Violation } from "../rules/violation.js";
import type { ObjectSchema } from "../schema.js";
import { text } from "../text.js";
import { BODY_ERROR_NAMES, type Operation } from "./operation.js";

const CREDENTIALS = {
  grant_type: {
    type: "string",
    const: "client_credential",
    description: text("Always client_credential", "固定为 client_credential"),
  },
  appid: {
    type: "string",
    description: text("The app's appid", "应用的 appid"),
    examples: ["wxd678efh567hg6787"],
  },
  secret: { type: "string", description: text("The app's secret", "应用的 secret") },
} as const satisfies ObjectSchema["properties"];

const TOKEN_REPLY = {
  type: "object",
  properties: {
    access_token: {
      type: "string",
      description: text("At most 512 characters", "最长 512 个字符"),
    },
    expires_in: { type: "integer", description: text("Lifetime in seconds", "有效期，单位：秒") },
  },
  required: ["access_token", "expires_in"],
} as const satisfies ObjectSchema;

const CREDENTIAL_ERRORS = [
  "APPID_MISSING",
  "INVALID_APPID",
  "INVALID_GRANT_TYPE",
  "APPSECRET_MISSING",
  "INVALID_APPSECRET",
  "IP_NOT_WHITELISTED",
  "MINUTE_QUOTA_REACHED",
  "DAILY_QUOTA_REACHED",
] as const;

/**
 * The appid comes first: the server checks that it is registered before it checks anything else. So
 * {@link credentialViolations} finds the faults of the other parameters.
 */
function* appidViolations({ appid }: Unchecked): Generator<Violation> {
  if (isMissing(appid)) yield broken("APPID_MISSING", "appid");
  else if (typeof appid !== "string") yield broken("INVALID_APPID", "appid");
}

/** Yields the broken rules of a request for a token, except those of the appid. */
export function* credentialViolations(request: Unchecked): Generator<Violation> {
  if (request["grant_type"] !== "client_credential")
    yield broken("INVALID_GRANT_TYPE", "grant_type");
  const { secret } = request;
  if (isMissing(secret)) yield broken("APPSECRET_MISSING", "secret");
  else if (typeof secret !== "string") yield broken("INVALID_APPSECRET", "secret");
  const force = request["force_refresh"];
  if (!isAbsent(force) && typeof force !== "boolean")
    yield broken("DATA_FORMAT_ERROR", "force_refresh");
}

export const getAccessToken = {
  name: "getAccessToken",
  method: "GET",
  path: "/cgi-bin/token",
  group: "access-token",
  summary: text("Get an access token", "获取接口调用凭据"),
  description: text(
    "Issues a new access_token and returns it with its lifetime in seconds. The previous token stays valid for 5 more minutes.",
    "签发新的 access_token，返回凭据及其有效秒数。上一个凭据在 5 分钟内仍可使用。",
  ),
  credential: "none",
  parameters: "query",
  request: {
    type: "object",
    properties: CREDENTIALS,
    required: ["grant_type", "appid", "secret"],
  },
  reply: TOKEN_REPLY,
  permissionSets: [],
  closedPermissionError: null,
  wrongMethodError: "REQUIRE_GET",
  errors: ["SYSTEM_ERROR", "REQUIRE_GET", ...CREDENTIAL_ERRORS],
  violations: appidViolations,
  example: {
    request: { grant_type: "client_credential", appid: "wxd678efh567hg6787", secret: "SECRET" },
    reply: { access_token: "1_ACCESS_TOKEN", expires_in: 7200 },
  },
} as const satisfies Operation;

export const getStableAccessToken = {
  name: "getStableAccessToken",
  method: "POST",
  path: "/cgi-bin/stable_token",
  group: "access-token",
  summary: text("Get a stable access token", "获取稳定版接口调用凭据"),
  description: text(
    "Returns the app's stable access_token with its remaining lifetime in seconds. Calls return the same token until its last 5 minutes; then the next call issues a new one. Stable tokens are independent of those of /cgi-bin/token. force_refresh replaces the token immediately, at most 20 times a day and 30 s apart; an earlier call returns the current token.",
    "返回应用的稳定版 access_token 及其剩余有效秒数。在最后 5 分钟之前返回同一个凭据，之后的调用签发新凭据；与 /cgi-bin/token 的凭据相互独立。force_refresh 立即更换：每天最多 20 次、间隔至少 30 秒，间隔不足时返回当前凭据。",
  ),
  credential: "none",
  parameters: "body",
  request: {
    type: "object",
    properties: {
      ...CREDENTIALS,
      force_refresh: {
        type: "boolean",
        description: text(
          "True: replace the current token. Default: false",
          "true 表示立即更换凭据；默认 false",
        ),
      },
    },
    required: ["grant_type", "appid", "secret"],
  },
  reply: TOKEN_REPLY,
  permissionSets: [],
  closedPermissionError: null,
  wrongMethodError: "REQUIRE_POST",
  errors: ["SYSTEM_ERROR", "REQUIRE_POST", ...BODY_ERROR_NAMES, ...CREDENTIAL_ERRORS],
  violations: appidViolations,
  example: {
    request: {
      grant_type: "client_credential",
      appid: "wxd678efh567hg6787",
      secret: "SECRET",
      force_refresh: false,
    },
    reply: { access_token: "1_ACCESS_TOKEN", expires_in: 7200 },
  },
} as const satisfies Operation;
