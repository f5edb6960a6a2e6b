import { EXAMPLE_APPID } from "../examples.js";
import { authorizerAppidViolations, componentAppidViolations } from "../rules/component-rules.js";
import type { RuleContext } from "../rules/context.js";
import { isMissing, type Unchecked } from "../rules/limits.js";
import { broken, type Violation } from "../rules/violation.js";
import type { ObjectSchema } from "../schema.js";
import {
  AUTHORIZER_APPID_SCHEMA,
  COMPONENT_APPID_SCHEMA,
  EXAMPLE_COMPONENT_APPID,
} from "../schemas/authorization.js";
import { type Text, text } from "../text.js";
import { COMPONENT_CALL_ERROR_NAMES, COMPONENT_OPERATION } from "./component-operation.js";
import { ENVELOPE_SCHEMA, type Operation } from "./operation.js";

/** The options of an account that a platform may read and set, and their values. */
export const AUTHORIZER_OPTIONS = {
  location_report: ["0", "1", "2"],
  voice_recognize: ["0", "1"],
  customer_service: ["0", "1"],
} as const satisfies Record<string, readonly string[]>;

export type AuthorizerOption = keyof typeof AUTHORIZER_OPTIONS;

const isOption = (name: unknown): name is AuthorizerOption =>
  typeof name === "string" && Object.hasOwn(AUTHORIZER_OPTIONS, name);

/** Older documents name the account in the body; newer ones use its authorizer_access_token. */
function* accountViolations(request: Unchecked, context: RuleContext): Generator<Violation> {
  yield* componentAppidViolations(request, context, true);
  const { authorizerAppid } = context;
  const given = request["authorizer_appid"];
  if (authorizerAppid === undefined) yield* authorizerAppidViolations(request);
  else if (!isMissing(given) && given !== authorizerAppid) {
    yield broken("INVALID_APPID", "authorizer_appid");
  }
}

function* getViolations(request: Unchecked, context: RuleContext): Generator<Violation> {
  yield* accountViolations(request, context);
  if (!isOption(request["option_name"])) yield broken("OPTION_NAME_INVALID", "option_name");
}

function* setViolations(request: Unchecked, context: RuleContext): Generator<Violation> {
  yield* getViolations(request, context);
  const { option_name: name, option_value: value } = request;
  const values: readonly unknown[] = isOption(name) ? AUTHORIZER_OPTIONS[name] : ["0", "1", "2"];
  if (!values.includes(value)) yield broken("OPTION_VALUE_INVALID", "option_value");
}

const ACCOUNT = {
  component_appid: COMPONENT_APPID_SCHEMA,
  authorizer_appid: AUTHORIZER_APPID_SCHEMA,
} as const satisfies ObjectSchema["properties"];

const NAME = {
  type: "string",
  description: text("The option", "选项名称"),
  enum: Object.keys(AUTHORIZER_OPTIONS) as AuthorizerOption[],
} as const;

const VALUE = {
  type: "string",
  description: text(
    '"0" by default; location_report also allows "2"',
    '默认 "0"；location_report 还可为 "2"',
  ),
  enum: ["0", "1", "2"],
} as const;

const ACCOUNT_NOTE: Text = text(
  "With a component_access_token, authorizer_appid names the account; with an authorizer_access_token, the account is the token's. The path with api_ before its last part is an alias.",
  "以 component_access_token 调用时由 authorizer_appid 指明账号；以 authorizer_access_token 调用时即该令牌的账号。路径末段带 api_ 前缀亦可。",
);

const ERRORS = [
  ...COMPONENT_CALL_ERROR_NAMES,
  "INVALID_COMPONENT",
  "APPID_MISSING",
  "INVALID_APPID",
  "COMPONENT_NOT_AUTHORIZED",
  "OPTION_NAME_INVALID",
] as const;

export const getAuthorizerOptionInfo = {
  ...COMPONENT_OPERATION,
  name: "getAuthorizerOptionInfo",
  path: "/cgi-bin/component/get_authorizer_option",
  aliasPaths: ["/cgi-bin/component/api_get_authorizer_option"],
  summary: text("Get an option of a merchant's account", "获取授权方选项信息"),
  description: text(
    `Reads one option of a merchant's account and returns its value. ${ACCOUNT_NOTE.en}`,
    `读取授权方账号的一个选项，返回其取值。${ACCOUNT_NOTE.zh}`,
  ),
  credential: "component_access_token",
  takesAuthorizerToken: true,
  request: {
    type: "object",
    properties: { ...ACCOUNT, option_name: NAME },
    required: ["option_name"],
  },
  reply: {
    type: "object",
    properties: {
      authorizer_appid: AUTHORIZER_APPID_SCHEMA,
      option_name: NAME,
      option_value: VALUE,
    },
    required: ["authorizer_appid", "option_name", "option_value"],
  },
  errors: ERRORS,
  violations: getViolations,
  example: {
    request: {
      component_appid: EXAMPLE_COMPONENT_APPID,
      authorizer_appid: EXAMPLE_APPID,
      option_name: "voice_recognize",
    },
    reply: { authorizer_appid: EXAMPLE_APPID, option_name: "voice_recognize", option_value: "0" },
  },
} as const satisfies Operation;

export const setAuthorizerOptionInfo = {
  ...COMPONENT_OPERATION,
  name: "setAuthorizerOptionInfo",
  path: "/cgi-bin/component/set_authorizer_option",
  aliasPaths: ["/cgi-bin/component/api_set_authorizer_option"],
  summary: text("Set an option of a merchant's account", "设置授权方选项信息"),
  description: text(
    `Sets one option of a merchant's account. ${ACCOUNT_NOTE.en}`,
    `设置授权方账号的一个选项。${ACCOUNT_NOTE.zh}`,
  ),
  credential: "component_access_token",
  takesAuthorizerToken: true,
  request: {
    type: "object",
    properties: { ...ACCOUNT, option_name: NAME, option_value: VALUE },
    required: ["option_name", "option_value"],
  },
  reply: ENVELOPE_SCHEMA,
  errors: [...ERRORS, "OPTION_VALUE_INVALID"],
  violations: setViolations,
  example: {
    request: {
      component_appid: EXAMPLE_COMPONENT_APPID,
      authorizer_appid: EXAMPLE_APPID,
      option_name: "voice_recognize",
      option_value: "1",
    },
    reply: { errcode: 0, errmsg: "ok" },
  },
} as const satisfies Operation;
