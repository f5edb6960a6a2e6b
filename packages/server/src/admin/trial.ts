import {
  findOperationKey,
  hasCredential,
  languageOf,
  OPERATIONS,
  type OperationKey,
  type OperationKeyWith,
  text,
} from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import { type CallParts, callAsApp, tryOut } from "../api/call-as-app.js";
import type { CallProgress } from "../api/exchange.js";
import type { Clock } from "../clock.js";
import { parseBody } from "../domain/request-body.js";
import { Problem } from "../http/problem.js";
import type { AppStore } from "../storage/store.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";
import { knownApp } from "./known-app.js";

/** Registers calls of the wire as an app. Every platform judges them; only a sandbox carries them out. */
export function registerTrialRoutes(
  server: FastifyInstance,
  parts: CallParts,
  { clock, isSandbox }: { readonly clock: Clock; readonly isSandbox: boolean },
): void {
  const { apps } = parts.store;
  registerAdminRoutes(server, {
    validateAsApp: async (call) => judge(await trialOf(call, apps, clock.nowMs()), call, parts),
    callAsApp: async (call) => {
      if (!isSandbox) throw noSandbox();
      return carryOut(await trialOf(call, apps, clock.nowMs()), parts);
    },
  });
}

type TrialCall = AdminCall<"validateAsApp" | "callAsApp">;
type Trial = Awaited<ReturnType<typeof trialOf>>;

async function trialOf({ parameters, request }: TrialCall, apps: AppStore, nowMs: number) {
  const app = await knownApp(apps, parameters.appid);
  return {
    caller: { app, component: null },
    key: operationOf(parameters.operation),
    body: request.body as Buffer | undefined,
    terms: {
      nowMs,
      language: languageOf(request.headers["accept-language"]),
      clientIp: request.ip,
    },
  };
}

async function judge(
  { key, caller, body, terms }: Trial,
  { request }: TrialCall,
  parts: CallParts,
) {
  const progress: CallProgress = { stage: "work", isAnswered: false };
  const wireCall = { ...terms, query: {}, body, exceededQuota: () => null, progress };
  const { reply } = await tryOut(key, caller, wireCall, parts, request.id);
  return reply as never;
}

function carryOut({ key, caller, body, terms }: Trial, parts: CallParts) {
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
}

const noSandbox = () =>
  new Problem(
    403,
    text(
      "Only a sandbox makes calls for an app: start with --sandbox or DINGDAN_SANDBOX=1.",
      "只有沙箱可以代应用发起调用：请使用 --sandbox 或 DINGDAN_SANDBOX=1 启动。",
    ),
  );

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
      `No interface that an app can call is named ${name}. Interfaces: ${names}.`,
      `没有名为 ${name} 的应用接口；可用的接口：${names}。`,
    ),
  );
}

/** The query parameters of a call, taken from the members of the body. */
function queryOf(raw: Buffer | undefined): Record<string, string> {
  const body = parseBody(raw);
  const members = body.kind === "object" ? Object.entries(body.value) : [];
  return Object.fromEntries(members.map(([name, value]) => [name, textOf(value)]));
}

const textOf = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
