import {
  ADMIN_OPERATIONS,
  ADMIN_PREFIX,
  findOperationKey,
  hasCredential,
  languageOf,
  OPERATIONS,
  type OperationKey,
  type OperationKeyWith,
  text,
} from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import { type CallParts, callAsApp, tried } from "../api/call-as-app.js";
import type { Clock } from "../clock.js";
import { parseBody } from "../domain/request-body.js";
import { type HttpCall, registerHttpOperation } from "../http/http-operation.js";
import { Problem } from "../http/problem.js";
import { knownApp } from "./known-app.js";

/** Calls of the wire that are made as an app: judged everywhere, carried out in a sandbox alone. */
export function registerTrialRoutes(
  server: FastifyInstance,
  parts: CallParts,
  { clock, isSandbox }: { readonly clock: Clock; readonly isSandbox: boolean },
): void {
  const { validateAsApp, callAsApp: callAs } = ADMIN_OPERATIONS;

  const trialOf = async ({ parameters, request }: Trial) => {
    const app = await knownApp(parts.store.apps, parameters["appid"] as string);
    return {
      caller: { app, component: null },
      key: operationOf(parameters["operation"] as string),
      body: request.body as Buffer | undefined,
      terms: {
        nowMs: clock.nowMs(),
        language: languageOf(request.headers["accept-language"]),
        clientIp: request.ip,
      },
    };
  };

  registerHttpOperation(server, ADMIN_PREFIX, validateAsApp, async (call) => {
    const { key, caller, body, terms } = await trialOf(call);
    const wireCall = { ...terms, query: {}, body, exceededQuota: () => null };
    const { reply } = await tried(key, caller, wireCall, parts, call.request.id);
    return reply as never;
  });

  registerHttpOperation(server, ADMIN_PREFIX, callAs, async (call) => {
    if (!isSandbox) {
      throw new Problem(
        403,
        text(
          "Only a sandbox makes calls for an app: start with --sandbox or DINGDAN_SANDBOX=1.",
          "只有沙箱可以代应用发起调用：请使用 --sandbox 或 DINGDAN_SANDBOX=1 启动。",
        ),
      );
    }
    const { key, caller, body, terms } = await trialOf(call);
    const { method, path, parameters } = OPERATIONS[key];
    const query = parameters === "query" ? queryOf(body) : {};
    const search = new URLSearchParams(query).toString();
    return callAsApp(
      {
        key,
        caller,
        query,
        body: parameters === "query" ? undefined : body,
        isDryRun: false,
        method,
        url: search === "" ? path : `${path}?${search}`,
        userAgent: "dingdan console",
        contentType: "application/json",
      },
      parts,
      terms,
    );
  });
}

type Trial = Pick<HttpCall<typeof ADMIN_OPERATIONS.validateAsApp>, "parameters" | "request">;

function operationOf(name: string): OperationKeyWith<"access_token"> {
  const key = findOperationKey(name);
  if (key !== null && hasCredential(key, "access_token")) return key;
  const names = (Object.keys(OPERATIONS) as OperationKey[])
    .filter((known) => hasCredential(known, "access_token"))
    .map((known) => OPERATIONS[known].name)
    .join(", ");
  throw new Problem(
    404,
    text(
      `No interface of apps is called ${name}; there are ${names}.`,
      `没有名为 ${name} 的应用接口；可用的接口：${names}。`,
    ),
  );
}

/** The parameters of a call whose place is the query, as the body names them. */
function queryOf(raw: Buffer | undefined): Record<string, string> {
  const body = parseBody(raw);
  const members = body.kind === "object" ? Object.entries(body.value) : [];
  return Object.fromEntries(members.map(([name, value]) => [name, textOf(value)]));
}

const textOf = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
