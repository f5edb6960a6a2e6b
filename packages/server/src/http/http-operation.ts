import { isUtf8 } from "node:buffer";
import {
  BUYER_PREFIX,
  type Diagnosis,
  type HttpOperation,
  type Infer,
  messageOf,
  type ObjectSchema,
  readValue,
  type SentBody,
  text,
} from "@dingdan/contract";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { parseBody } from "../domain/request-body.js";
import { isDeeperThan } from "./depth.js";
import { invalidRequest, Problem } from "./problem.js";
import { typedQuery } from "./query.js";

/** A request of the operator's or the buyer's interface that matches its schemas. */
export interface HttpCall<O extends HttpOperation> {
  readonly parameters: Readonly<Record<PathParameter<O["path"]>, string>>;
  readonly query: O extends { readonly query: infer S }
    ? Infer<S>
    : Readonly<Record<string, never>>;
  readonly body: O extends { readonly body: infer S } ? Infer<S> : undefined;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** The names of a path's parameters: `appid` and `id` of `/apps/:appid/orders/:id`. */
type PathParameter<Path extends string> = Path extends `${string}/:${infer Name}/${infer Rest}`
  ? Name | PathParameter<`/${Rest}`>
  : Path extends `${string}/:${infer Name}`
    ? Name
    : never;

/** Answers the requests that match an operation's schemas, and throws a {@link Problem} to reject one. */
export type HttpHandler<O extends HttpOperation> = (
  call: HttpCall<O>,
) => Promise<Infer<O["reply"]> | JsonText>;

/** A reply that is JSON already. */
export class JsonText {
  readonly json: string | Buffer;

  constructor(json: string | Buffer) {
    this.json = json;
  }
}

/**
 * Registers one operation of the operator's or the buyer's interface from its description. The handler
 * receives only requests that match the schemas.
 */
export function registerHttpOperation<const O extends HttpOperation>(
  server: FastifyInstance,
  prefix: string,
  operation: O,
  handler: HttpHandler<O>,
  diagnose: DiagnoseBody = () => [],
): void {
  server.route({
    method: operation.method,
    url: prefix + operation.path,
    config: { operation },
    handler: async (request, reply) => {
      // Answers are about one app or person. Problems have the header from sendProblem.
      reply.header("cache-control", "no-store");
      const answer = async () =>
        handler({
          parameters: request.params as Record<string, string>,
          query: queryOf(operation, prefix, request),
          body: operation.body && readOrReject(operation.body, jsonBody(request.body)),
          request,
          reply,
        } as unknown as HttpCall<O>);
      const result = await answer().catch((error: unknown) => {
        const isExplained = error instanceof Problem && EXPLAINED.has(error.status);
        throw isExplained ? error.explainedBy(diagnose(sentBody(request))) : error;
      });
      // Its deadline passed, so the client has another answer.
      if (reply.sent) return reply;
      reply.code(operation.status ?? 200);
      return result instanceof JsonText
        ? reply.type("application/json; charset=utf-8").send(result.json)
        : reply.send(result);
    },
  });
}

/** The operation of a request's route; undefined for a route that is registered in another way. */
export const operationOf = ({ routeOptions }: FastifyRequest): HttpOperation | undefined =>
  (routeOptions.config as { readonly operation?: HttpOperation }).operation;

/** Finds the causes of a rejected body. */
export type DiagnoseBody = (sent: SentBody) => readonly Diagnosis[];

/** A body that does not match its schema, or describes something that cannot be recorded. */
const EXPLAINED: ReadonlySet<number> = new Set([400, 422]);

function sentBody({ body }: FastifyRequest): SentBody {
  const bodyBytes = (body as Buffer | undefined) ?? Buffer.alloc(0);
  return { bodyBytes, bodyText: isUtf8(bodyBytes) ? bodyBytes.toString("utf8") : null };
}

function readOrReject(schema: ObjectSchema, value: unknown): unknown {
  const result = readValue(schema, value);
  if (result.kind === "broken") throw invalidRequest(result.violations);
  return result.value;
}

function jsonBody(raw: unknown): unknown {
  const body = parseBody(raw as Buffer | undefined);
  if (body.kind === "object") {
    if (isDeeperThan(body.value, DEPTH_MAX)) {
      throw new Problem(
        400,
        text(
          `The body is nested deeper than ${DEPTH_MAX} levels.`,
          `请求体嵌套超过 ${DEPTH_MAX} 层。`,
        ),
      );
    }
    return body.value;
  }
  if (body.kind === "absent") return {};
  throw new Problem(400, text(messageOf(body.violation, "en"), messageOf(body.violation, "zh")));
}

/** A deeper body is rejected. It is stored unchanged, and printing it recurses once for each level. */
const DEPTH_MAX = 100;

/**
 * Reads the query. A parameter that the operation does not have would be ignored, and its caller would get
 * another answer than it asked for; only the buyer's interface ignores it, since its links travel.
 */
function queryOf(operation: HttpOperation, prefix: string, request: FastifyRequest): unknown {
  if (prefix !== BUYER_PREFIX) rejectUnknown(operation, request);
  const { query: schema } = operation;
  return schema && readOrReject(schema, typedQuery(schema, request.query as object));
}

function rejectUnknown(operation: HttpOperation, { query }: FastifyRequest): void {
  const known = Object.keys(operation.query?.properties ?? {});
  const unknown = Object.keys(query as object).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const reason =
    known.length === 0
      ? text("is unknown; this operation takes no query", "未知，该操作没有查询参数")
      : text(
          `is unknown; this operation takes ${known.join(", ")}`,
          `未知，该操作的查询参数为 ${known.join("、")}`,
        );
  throw invalidRequest(unknown.map((path) => ({ path, reason })));
}
