import { errorNamed } from "./error-catalogue.js";
import { ADMIN_OPERATIONS } from "./http-api/admin.js";
import { BUYER_OPERATIONS } from "./http-api/buyer.js";
import { CONSOLE_COOKIE, CONSOLE_OPERATIONS } from "./http-api/console.js";
import {
  ADMIN_PREFIX,
  BUYER_PREFIX,
  CONSOLE_PREFIX,
  type HttpOperation,
} from "./http-api/http-operation.js";
import { NOTICE_PATH } from "./http-api/wechatpay.js";
import { noticeOperation } from "./openapi-notices.js";
import { NOT_ALLOWED, roleOf, UNKNOWN_QUERY } from "./openapi-roles.js";
import { ucpOperations, ucpSecuritySchemes } from "./openapi-ucp.js";
import { OPERATIONS } from "./operations/index.js";
import type { Operation } from "./operations/operation.js";
import type { ObjectSchema, Schema } from "./schema.js";
import { DRY_RUN_REPLY_SCHEMA } from "./schemas/dry-run-reply.js";
import { type Language, type Text, text } from "./text.js";

const TITLE = text("Dingdan shopping orders", "订单：购物订单平台");
const TAGS = {
  "access-token": text("Access tokens", "接口调用凭据"),
  "shopping-orders": text("Shopping orders", "购物订单"),
  "shipping-management": text("Shipping information management", "发货信息管理"),
  "service-provider": text("Service provider orders", "服务商订单"),
  "third-party": text("Third-party platforms", "第三方平台"),
  "api-management": text("API management", "接口管理"),
  sandbox: text("Dry-run", "试运行"),
  ucp: text("Universal Commerce Protocol", "Universal Commerce Protocol"),
  notices: text("WeChat Pay's notices", "微信支付通知"),
  admin: text("Operator", "运营方"),
  console: text("Console sessions", "管理台登录"),
  buyer: text("Buyer", "买家"),
} as const;

/**
 * The OpenAPI 3.1 document of all operations of the server, in one language.
 * @param version the version of the server that prints it
 */
export function openApiDocument(version: string, language: Language) {
  const paths: Record<string, Record<string, unknown>> = {};
  const add = (method: string, path: string, operation: unknown) => {
    const place = path.replace(/:(\w+)/g, "{$1}");
    paths[place] = { ...paths[place], [method.toLowerCase()]: operation };
  };
  for (const operation of Object.values(OPERATIONS)) {
    add(operation.method, operation.path, wireOperation(operation, language));
  }
  add("POST", "/dingdan/v1/validate/:operation", dryRunOperation(language));
  add("POST", NOTICE_PATH, noticeOperation(language));
  for (const [path, operation] of Object.entries(ucpOperations(language, printSchema))) {
    add("GET", path, operation);
  }
  for (const [name, operation] of Object.entries(ADMIN_OPERATIONS)) {
    add(
      operation.method,
      ADMIN_PREFIX + operation.path,
      httpOperation(name, "admin", operation, language),
    );
  }
  for (const [name, operation] of Object.entries(CONSOLE_OPERATIONS)) {
    add(
      operation.method,
      CONSOLE_PREFIX + operation.path,
      httpOperation(name, "console", operation, language),
    );
  }
  for (const [name, operation] of Object.entries(BUYER_OPERATIONS)) {
    add(
      operation.method,
      BUYER_PREFIX + operation.path,
      httpOperation(name, "buyer", operation, language),
    );
  }
  return {
    openapi: "3.1.0",
    info: { title: TITLE[language], version, license: { name: "MIT", identifier: "MIT" } },
    servers: [{ url: "/" }],
    tags: Object.entries(TAGS).map(([name, title]) => ({ name, description: title[language] })),
    paths,
    components: {
      securitySchemes: {
        accessToken: { type: "apiKey", in: "query", name: "access_token" },
        componentAccessToken: { type: "apiKey", in: "query", name: "component_access_token" },
        adminKey: { type: "http", scheme: "bearer" },
        consoleSession: { type: "apiKey", in: "cookie", name: CONSOLE_COOKIE },
        buyerSession: { type: "http", scheme: "bearer" },
        ...ucpSecuritySchemes(language),
      },
      schemas: {
        Error: {
          type: "object",
          properties: { errcode: { type: "integer" }, errmsg: { type: "string" } },
          required: ["errcode", "errmsg"],
        },
        Problem: {
          type: "object",
          properties: {
            type: { type: "string" },
            title: { type: "string" },
            status: { type: "integer" },
            detail: { type: "string" },
            violations: { type: "array", items: { type: "object" } },
            causes: { type: "array", items: { type: "object" } },
          },
          required: ["type", "title", "status", "detail"],
        },
      },
    },
  };
}

function wireOperation(operation: Operation, language: Language) {
  const inQuery = operation.parameters === "query";
  return {
    operationId: operation.name,
    tags: [operation.group],
    summary: operation.summary[language],
    description: [operation.description[language], "", errorTable(operation, language)].join("\n"),
    security: securityOf(operation),
    ...(inQuery ? { parameters: parametersOf(operation.request, "query", language) } : {}),
    ...(inQuery
      ? {}
      : {
          requestBody: {
            required: operation.parameters === "body",
            content: {
              "application/json": {
                schema: printSchema(operation.request, language),
                example: operation.example.request,
              },
            },
          },
        }),
    responses: {
      200: {
        description: text(
          "Success or an error; both have HTTP status 200",
          "成功或失败，HTTP 状态均为 200",
        )[language],
        content: {
          "application/json": {
            schema: {
              anyOf: [
                printSchema(operation.reply, language),
                { $ref: "#/components/schemas/Error" },
              ],
            },
            example: operation.example.reply,
          },
        },
      },
    },
  };
}

function securityOf({ credential, takesAuthorizerToken }: Operation) {
  switch (credential) {
    case "none":
      return [];
    case "access_token":
      return [{ accessToken: [] }];
    case "component_access_token":
      return [{ componentAccessToken: [] }, ...(takesAuthorizerToken ? [{ accessToken: [] }] : [])];
  }
}

function errorTable(operation: Operation, language: Language): string {
  const head =
    language === "zh" ? "| 错误码 | 何时返回 | 如何处理 |" : "| errcode | when | what to do |";
  const rows = operation.errors.map((name) => {
    const { code, when, hint } = errorNamed(name);
    return `| ${code} | ${when[language]} | ${hint[language]} |`;
  });
  return [head, "|---|---|---|", ...rows].join("\n");
}

function dryRunOperation(language: Language) {
  return {
    operationId: "validate",
    tags: ["sandbox"],
    summary: text("List all broken rules of a request", "一次列出请求违反的全部规则")[language],
    description: text(
      "Takes the same token and body as the operation itself, and stores nothing.",
      "使用与接口本身相同的凭据与请求体；不保存任何内容。",
    )[language],
    security: [{ accessToken: [] }],
    parameters: [
      {
        name: "operation",
        in: "path",
        required: true,
        schema: {
          type: "string",
          enum: Object.values(OPERATIONS)
            .filter((operation) => operation.credential === "access_token")
            .map((operation) => operation.name),
        },
      },
    ],
    requestBody: { content: { "application/json": { schema: { type: "object" } } } },
    responses: {
      200: {
        description: text(
          "The violations; an empty list means that the call would succeed",
          "违规列表；为空表示可通过",
        )[language],
        content: {
          "application/json": { schema: printSchema(DRY_RUN_REPLY_SCHEMA, language) },
        },
      },
    },
  };
}

function httpOperation(
  name: string,
  tag: "admin" | "buyer" | "console",
  operation: HttpOperation,
  language: Language,
) {
  const inPath = [...operation.path.matchAll(/:(\w+)/g)].map(([, parameter]) => ({
    name: parameter,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const meanings = {
    ...(tag === "buyer" ? {} : UNKNOWN_QUERY),
    ...(tag === "admin" ? NOT_ALLOWED : {}),
    ...operation.problems,
  };
  const problems = Object.entries(meanings).map(([status, meaning]) => [
    status,
    {
      description: meaning[language],
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    },
  ]);
  return {
    operationId: `${tag}.${name}`,
    tags: [tag],
    summary: operation.summary[language],
    ...(tag === "admin" ? roleOf(operation, language) : {}),
    security: httpSecurity(name, tag),
    parameters: [
      ...inPath,
      ...(operation.query === undefined ? [] : parametersOf(operation.query, "query", language)),
    ],
    ...requestBodyOf(operation, language),
    responses: {
      [operation.status ?? 200]: {
        description: "OK",
        content: replyContent(operation, language),
      },
      ...Object.fromEntries(problems),
    },
  };
}

function httpSecurity(name: string, tag: "admin" | "buyer" | "console") {
  switch (tag) {
    case "admin":
      return [{ adminKey: [] }, { consoleSession: [] }];
    case "console":
      return name === "signIn" ? [] : [{ consoleSession: [] }];
    case "buyer":
      return [{ buyerSession: [] }];
  }
}

function requestBodyOf({ body, wireBody }: HttpOperation, language: Language) {
  if (body === undefined && wireBody === undefined) return {};
  const schema = body === undefined ? { type: "object" } : printSchema(body, language);
  return {
    requestBody: { required: body !== undefined, content: { "application/json": { schema } } },
  };
}

function replyContent({ reply, replyTypes }: HttpOperation, language: Language) {
  if (replyTypes === undefined) {
    return { "application/json": { schema: printSchema(reply, language) } };
  }
  return Object.fromEntries(replyTypes.map((type) => [type, { schema: { type: "string" } }]));
}

function parametersOf(schema: ObjectSchema, place: "query", language: Language) {
  return Object.entries(schema.properties).map(([name, property]) => ({
    name,
    in: place,
    required: schema.required?.includes(name) === true,
    schema: printSchema(property, language),
  }));
}

/** A schema as JSON Schema: texts in one language, without members that JSON Schema does not have. */
export function printSchema(schema: Schema, language: Language): Record<string, unknown> {
  const printed: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === "description") printed[keyword] = (value as Text)[language];
    else if (keyword === "items") printed[keyword] = printSchema(value as Schema, language);
    else if (keyword === "properties") {
      const properties = Object.entries(value as ObjectSchema["properties"]);
      printed[keyword] = Object.fromEntries(
        properties.map(([name, property]) => [name, printSchema(property, language)]),
      );
    } else if (keyword === "x-maxBytes") printed["x-maxBytes"] = value;
    else if (!keyword.startsWith("x-")) printed[keyword] = value;
  }
  return printed;
}
