import { DEFAULT_OVERLAP_SECONDS, type Text, text, WEBHOOK_COUNT_MAX } from "@dingdan/contract";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { WebhookEndpoint } from "../domain/webhooks/endpoint.js";
import { Cursors, PAGE_SIZE } from "../http/cursor.js";
import { invalidRequest, Problem } from "../http/problem.js";
import { sealFaultText } from "../secrets/seal-faults.js";
import { newId } from "../secrets/secret.js";
import type { Store } from "../storage/store.js";
import { newSigningKeys, publicKeyOf, sealSigningKeys } from "../webhooks/signing-keys.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";
import { callerOf } from "./authorize.js";
import { knownApp } from "./known-app.js";
import { requirePushUrl } from "./push-url.js";
import { representEndpoint } from "./represent-webhook.js";
import {
  getWebhookDelivery,
  listWebhookDeliveries,
  resendWebhookDeliveries,
  resendWebhookDelivery,
} from "./webhook-deliveries.js";
import type { WebhookParts } from "./webhook-parts.js";
import { testWebhookEndpoint } from "./webhook-test.js";
import { typesOf } from "./webhook-types.js";

const CURSORS = new Cursors<[number, string]>("listWebhookEndpoints", ["number", "string"]);

/** How many endpoints there may be: a process has up to four connections to each. */
const ENDPOINTS_MAX = 1_000;
/** How many an app may have, and the operator for all apps. */
const ENDPOINTS_OF_APP_MAX = 20;

/** Registers the operations on webhook endpoints. Each change is logged with the name of its caller. */
export function registerWebhookRoutes(
  server: FastifyInstance,
  { webhooks, events, apps }: Pick<Store, "webhooks" | "events" | "apps">,
  given: Omit<WebhookParts, "webhooks" | "events" | "apps">,
): void {
  const parts = { ...given, webhooks, events, apps };
  registerAdminRoutes(server, {
    createWebhookEndpoint: (call) => createWebhookEndpoint(call, parts),
    listWebhookEndpoints: (call) => listWebhookEndpoints(call, parts),
    getWebhookEndpoint: async (call) => represent(await namedEndpoint(call, parts), parts),
    changeWebhookEndpoint: (call) => changeWebhookEndpoint(call, parts),
    deleteWebhookEndpoint: (call) => deleteWebhookEndpoint(call, parts),
    rotateWebhookSecret: (call) => rotateWebhookSecret(call, parts),
    testWebhookEndpoint: async (call) =>
      testWebhookEndpoint(await namedEndpoint(call, parts), parts),
    listWebhookDeliveries: async (call) =>
      listWebhookDeliveries(call, await namedEndpoint(call, parts), parts),
    getWebhookDelivery: async (call) =>
      getWebhookDelivery(call, await namedEndpoint(call, parts), parts),
    resendWebhookDelivery: async (call) =>
      resendWebhookDelivery(call, await namedEndpoint(call, parts), parts),
    resendWebhookDeliveries: async (call) =>
      resendWebhookDeliveries(call, await namedEndpoint(call, parts), parts),
  });
}

async function createWebhookEndpoint(
  { body, query, request }: AdminCall<"createWebhookEndpoint">,
  { webhooks, apps, forms, sealer, guard, clock }: WebhookParts,
) {
  const appid = query.appid ?? body.appid ?? null;
  if (body.appid !== undefined && body.appid !== appid) {
    throw invalidRequest([{ path: "appid", reason: OTHER_APP }]);
  }
  if (appid !== null) await knownApp(apps, appid);
  const { url, kind = "standard" } = body;
  if (forms[kind] === undefined) throw new Problem(400, unusableKind(kind));
  requirePushUrl({ member: "url", url, before: null }, guard);
  if (sealer.fault !== null) throw new Problem(409, sealFaultText(sealer.fault));
  const id = newId();
  const keys = newSigningKeys();
  const nowMs = clock.nowMs();
  const endpoint: WebhookEndpoint = {
    id,
    url,
    kind,
    appid,
    types: typesOf(body.events, kind, forms),
    state: "enabled",
    why: null,
    stateSinceMs: nowMs,
    createdAtMs: nowMs,
    keys: {
      sealed: sealSigningKeys(id, keys, sealer),
      publicKey: publicKeyOf(keys),
      rotatedAtMs: null,
      previous: null,
    },
    details: {},
    failingSinceMs: null,
    lastAttempt: null,
  };
  const limits = { countMax: ENDPOINTS_MAX, ofAppMax: ENDPOINTS_OF_APP_MAX };
  if (!(await webhooks.add(endpoint, limits))) throw new Problem(409, TOO_MANY);
  logChange(request, "webhook endpoint added", endpoint);
  return { ...representEndpoint(endpoint, NO_DELIVERIES, nowMs), secret: keys.secret };
}

async function listWebhookEndpoints(
  { query }: AdminCall<"listWebhookEndpoints">,
  parts: WebhookParts,
) {
  const { appid, state, limit = PAGE_SIZE, cursor } = query;
  const found = await parts.webhooks.list({
    after: CURSORS.read(cursor),
    limit: limit + 1,
    ...(appid === undefined ? {} : { appid }),
    ...(state === undefined ? {} : { state }),
  });
  const page = CURSORS.page(
    found,
    limit,
    (endpoint) => endpoint,
    ({ createdAtMs, id }) => [createdAtMs, id],
  );
  const items = await Promise.all(page.items.map((endpoint) => represent(endpoint, parts)));
  return { ...page, items };
}

async function changeWebhookEndpoint(
  call: AdminCall<"changeWebhookEndpoint">,
  parts: WebhookParts,
) {
  const { body, request } = call;
  const { webhooks, forms, guard, clock } = parts;
  const named = await namedEndpoint(call, parts);
  const types = body.events && typesOf(body.events, named.kind, forms);
  if (body.url !== undefined) {
    requirePushUrl({ member: "url", url: body.url, before: named.url }, guard);
  }
  const nowMs = clock.nowMs();
  const changed = await webhooks.change(
    named.id,
    (stored) => ({
      ...stored,
      url: body.url ?? stored.url,
      types: types === undefined ? stored.types : types,
      ...(body.state === undefined || body.state === stored.state
        ? {}
        : stateAfter(body.state, nowMs)),
    }),
    nowMs,
  );
  if (changed === null) throw unknownEndpoint(named.id);
  logChange(request, "webhook endpoint changed", changed);
  return represent(changed, parts);
}

/** Enabling is a new start: it is paused only after another five days of failures. */
const stateAfter = (state: "enabled" | "disabled", nowMs: number) => ({
  state,
  stateSinceMs: nowMs,
  ...(state === "enabled" ? { why: null, failingSinceMs: null } : { why: "operator" as const }),
});

async function deleteWebhookEndpoint(
  call: AdminCall<"deleteWebhookEndpoint">,
  parts: WebhookParts,
) {
  const { webhooks, clock } = parts;
  const named = await namedEndpoint(call, parts);
  const representation = await represent(named, parts);
  const nowMs = clock.nowMs();
  await webhooks.change(
    named.id,
    (stored) => ({ ...stored, state: "deleted", why: "operator", stateSinceMs: nowMs }),
    nowMs,
  );
  logChange(call.request, "webhook endpoint deleted", named);
  return representation;
}

async function rotateWebhookSecret(call: AdminCall<"rotateWebhookSecret">, parts: WebhookParts) {
  const { webhooks, sealer, clock } = parts;
  const { id } = await namedEndpoint(call, parts);
  if (sealer.fault !== null) throw new Problem(409, sealFaultText(sealer.fault));
  const keys = newSigningKeys();
  const sealed = sealSigningKeys(id, keys, sealer);
  const nowMs = clock.nowMs();
  const { overlap_seconds: overlapSeconds, end_previous: isPreviousEnded } = call.body;
  const overlapMs = (overlapSeconds ?? DEFAULT_OVERLAP_SECONDS) * 1000;
  let keptUntilMs: number | null = null;
  const rotated = await webhooks.change(
    id,
    (stored) => {
      // Only one earlier secret signs beside the new one, and a receiver may still verify with it.
      keptUntilMs =
        overlapMs === 0 || isPreviousEnded === true ? null : signsUntilMs(stored, nowMs);
      if (keptUntilMs !== null) return stored;
      const { sealed: before } = stored.keys;
      return {
        ...stored,
        keys: {
          sealed,
          publicKey: publicKeyOf(keys),
          rotatedAtMs: nowMs,
          previous: overlapMs === 0 ? null : { sealed: before, untilMs: nowMs + overlapMs },
        },
      };
    },
    nowMs,
  );
  if (rotated === null) throw unknownEndpoint(id);
  if (keptUntilMs !== null) throw new Problem(409, previousStillSigns(keptUntilMs));
  logChange(call.request, "webhook secret rotated", rotated);
  return { ...(await represent(rotated, parts)), secret: keys.secret };
}

/** Until when the secret before the last rotation signs; null if it does not. */
function signsUntilMs({ keys }: WebhookEndpoint, nowMs: number): number | null {
  const { previous } = keys;
  return previous !== null && previous.untilMs > nowMs ? previous.untilMs : null;
}

function previousStillSigns(untilMs: number): Text {
  const until = new Date(untilMs).toISOString();
  return text(
    `The secret before the last rotation signs until ${until}: a receiver may not have changed yet. Rotate after that. To end it now, send end_previous: true (dingdan webhooks rotate --end-previous); to end every old secret now, overlap_seconds: 0.`,
    `上次更换前的旧密钥在 ${until} 前仍在签名，接收端可能尚未更换。请在此之后再更换；如需立即停用它，请发送 end_previous: true（dingdan webhooks rotate --end-previous）；如需立即停用全部旧密钥，请发送 overlap_seconds: 0。`,
  );
}

/**
 * The endpoint that a path names.
 * @throws Problem when there is none, or it is not one of the app that the query names
 */
async function namedEndpoint(
  {
    parameters: { id },
    query: { appid },
  }: {
    readonly parameters: { readonly id: string };
    readonly query: { readonly appid?: string };
  },
  { webhooks }: Pick<WebhookParts, "webhooks">,
): Promise<WebhookEndpoint> {
  const endpoint = await webhooks.find(id);
  if (endpoint === null || (appid !== undefined && endpoint.appid !== appid)) {
    throw unknownEndpoint(id);
  }
  return endpoint;
}

const represent = async (
  endpoint: WebhookEndpoint,
  { webhooks, clock }: Pick<WebhookParts, "webhooks" | "clock">,
) =>
  representEndpoint(endpoint, await webhooks.count(endpoint.id, WEBHOOK_COUNT_MAX), clock.nowMs());

const NO_DELIVERIES = { waiting: 0, delivered: 0, failed: 0 };

/** The address of a receiver may contain a secret of its own, so only its host is logged. */
const logChange = (
  request: FastifyRequest,
  what: string,
  { id, url, appid, state }: WebhookEndpoint,
) =>
  request.log.info(
    { endpoint: { id, host: new URL(url).host, appid, state }, by: callerOf(request).name },
    what,
  );

const unknownEndpoint = (id: string) =>
  new Problem(
    404,
    text(
      `No webhook endpoint has the id ${id}. GET /admin/v1/webhook-endpoints lists them.`,
      `没有 id 为 ${id} 的 Webhook 端点；GET /admin/v1/webhook-endpoints 可列出全部。`,
    ),
  );

const unusableKind = (kind: string): Text =>
  text(
    `Endpoints of the kind ${kind} cannot be added: use standard.`,
    `暂不能新增 ${kind} 类型的端点，请使用 standard。`,
  );

const OTHER_APP = text(
  "of the body is not that of the query: send one of them",
  "在请求体与查询参数中不一致，请只传一个",
);

const TOO_MANY = text(
  `There are ${ENDPOINTS_OF_APP_MAX} endpoints of this app, or ${ENDPOINTS_MAX} in all, the most that are allowed: delete one first.`,
  `端点数已达上限（每个应用 ${ENDPOINTS_OF_APP_MAX} 个，共 ${ENDPOINTS_MAX} 个）：请先删除一个。`,
);
