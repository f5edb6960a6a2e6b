import { UCP_VERSIONS } from "./http-api/ucp.js";
import {
  type UCP_ERROR_CODES,
  UCP_NOT_FOUND_SCHEMA,
  UCP_ORDER_SCHEMA,
  UCP_PROFILE_SCHEMA,
  ucpErrorSchema,
} from "./http-api/ucp-order.js";
import type { ObjectSchema, Schema } from "./schema.js";
import { type Language, type Text, text } from "./text.js";

/** How callers of the orders say who they are, for the OpenAPI document. */
export const ucpSecuritySchemes = (language: Language) => ({
  webhookSecret: {
    type: "http",
    scheme: "bearer",
    description: text(
      "The secret of a webhook endpoint of the kind ucp",
      "ucp 类型 Webhook 端点的密钥",
    )[language],
  },
  messageSignature: {
    type: "apiKey",
    in: "header",
    name: "Signature",
    description: text(
      "RFC 9421, ES256 with raw r||s, with a key that is registered at a webhook endpoint of the kind ucp. It covers @method and @target-uri, or @method, @authority, @path and, with a query, @query; and ucp-agent if that field is sent",
      "RFC 9421 签名，使用 ES256 与 r||s 原始编码，密钥须登记在 ucp 类型 Webhook 端点。须覆盖 @method 与 @target-uri，或 @method、@authority、@path（有查询参数时还须 @query）；发送了 ucp-agent 时也须覆盖",
    )[language],
  },
  messageSignatureInput: {
    type: "apiKey",
    in: "header",
    name: "Signature-Input",
    description: text(
      "RFC 9421: what the signature covers, with keyid and created, which is at most 5 minutes old",
      "RFC 9421：签名覆盖的内容，含 keyid 与 created（不早于 5 分钟前）",
    )[language],
  },
});

type PrintSchema = (schema: Schema, language: Language) => object;

/**
 * The orders and the profile of the Universal Commerce Protocol, for the OpenAPI document, by path. The
 * protocol has its own form of errors.
 * @param print prints a schema in a language
 */
export function ucpOperations(language: Language, print: PrintSchema): Record<string, object> {
  const say = (words: Text) => words[language];
  const json = (...schemas: readonly ObjectSchema[]) => {
    const [only, ...others] = schemas.map((schema) => print(schema, language));
    const schema = others.length === 0 ? only : { anyOf: [only, ...others] };
    return { "application/json": { schema } };
  };
  const errors = (...statuses: readonly (keyof typeof UCP_ERROR_CODES)[]) =>
    Object.fromEntries(
      statuses.map((status) => [
        status,
        { description: say(MEANINGS[status]), content: json(ucpErrorSchema(status)) },
      ]),
    );
  const version = {
    name: "version",
    in: "path",
    required: true,
    schema: { type: "string", enum: UCP_VERSIONS },
  };
  const id = {
    name: "id",
    in: "path",
    required: true,
    description: say(text("The id of GET /admin/v1/orders", "GET /admin/v1/orders 返回的 id")),
    schema: { type: "string" },
  };
  const order = (name: string, parameters: readonly object[]) => ({
    operationId: `ucp.${name}`,
    tags: ["ucp"],
    summary: say(
      text(
        "Get a paid order as the Universal Commerce Protocol shows it",
        "以 Universal Commerce Protocol 的格式获取已支付的订单",
      ),
    ),
    description: say(ORDER_MORE),
    security: [
      { adminKey: [] },
      { webhookSecret: [] },
      { messageSignature: [], messageSignatureInput: [] },
    ],
    parameters: [...parameters, { ...AGENT, description: say(AGENT.description) }],
    responses: {
      200: {
        description: say(
          text(
            "The order; or that there is none, as ucp.status says",
            "订单；无此订单时见 ucp.status",
          ),
        ),
        content: json(UCP_ORDER_SCHEMA, UCP_NOT_FOUND_SCHEMA),
      },
      ...errors(401, 422, 503),
    },
  });
  const profile = (name: string, parameters: readonly object[]) => ({
    operationId: `ucp.${name}`,
    tags: ["ucp"],
    summary: say(
      text(
        "Get the profile by which platforms find the orders and the public keys",
        "获取档案，平台据此得知订单接口与公钥",
      ),
    ),
    security: [],
    parameters,
    responses: {
      200: { description: "OK", content: json(UCP_PROFILE_SCHEMA) },
      ...(parameters.length === 0 ? errors(503) : errors(422, 503)),
    },
  });
  return {
    "/.well-known/ucp": profile("getProfile", []),
    "/.well-known/ucp/:version": profile("getProfileOfVersion", [version]),
    "/ucp/orders/:id": order("getOrder", [id]),
    "/ucp/:version/orders/:id": order("getOrderOfVersion", [version, id]),
  };
}

const ORDER_MORE = text(
  "With an admin key, any order; with the secret or the signature of a platform, the orders of its endpoint's app. An order that does not exist, is not paid, or belongs to another app is answered with status 200 and the code not_found. The page of an order, its permalink_url, needs no credential.",
  "以管理密钥可读取任意订单；以平台的密钥或签名可读取其端点所属应用的订单。订单不存在、未支付或属于其他应用时，返回状态 200 与 not_found。订单页面（permalink_url）无需凭据。",
);

const AGENT = {
  name: "UCP-Agent",
  in: "header",
  required: false,
  description: text(
    "Names the version that is wanted, before that of the path; its profile is not fetched",
    "指明所需版本，优先于路径中的版本；不会获取其中的 profile",
  ),
  schema: { type: "string", examples: [`version="${UCP_VERSIONS[1]}"`] },
} as const;

const MEANINGS = {
  401: text("the caller is not known, or its signature is not valid", "无法识别调用方，或签名无效"),
  422: text("the version is not supported", "不支持该版本"),
  503: text(
    "the keys of the protocol cannot be used: the seal key is missing or another one",
    "协议密钥无法使用：没有封存密钥，或并非封存时所用的密钥",
  ),
} as const satisfies Record<keyof typeof UCP_ERROR_CODES, Text>;
