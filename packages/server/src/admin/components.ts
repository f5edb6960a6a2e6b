import { text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.js";
import { makeTicket } from "../components/credentials.js";
import { type Component, setCallback } from "../domain/component.js";
import { Cursors, PAGE_SIZE } from "../http/cursor.js";
import { Problem } from "../http/problem.js";
import { hashSecret, newAppid, newAppSecret } from "../secrets/secret.js";
import type { Store } from "../storage/store.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";
import { type CallbackParts, callbackAfter, callbackSecrets } from "./callback-settings.js";
import {
  authorizeComponent,
  listAuthorizations,
  revokeAuthorization,
} from "./component-authorizations.js";
import { isCallbackNamed, withSettings } from "./component-settings.js";
import { known, knownComponent } from "./known-component.js";
import { representAuthorization, representComponent } from "./represent-component.js";
import { requireAddresses } from "./require-addresses.js";

const CURSORS = new Cursors<[string]>("listComponents", ["string"]);

type Stores = Pick<Store, "apps" | "components" | "componentCredentials" | "authorizations">;

/**
 * Registers the operations on third-party platforms, their settings, tickets and authorizations.
 * @param wakePushes notifies the jobs that an event waits for a platform's callback
 * @param callbacks decides whether a callback can be set, and seals its secrets
 */
export function registerComponentRoutes(
  server: FastifyInstance,
  store: Stores,
  clock: Clock,
  { wakePushes, callbacks }: { readonly wakePushes: () => void; readonly callbacks: CallbackParts },
): void {
  const { components, authorizations } = store;
  const wakingPushes = async <Reply>(reply: Promise<Reply>): Promise<Reply> => {
    const answered = await reply;
    wakePushes();
    return answered;
  };
  registerAdminRoutes(server, {
    createComponent: (call) => wakingPushes(createComponent(call, store, callbacks, clock.nowMs())),
    listComponents: (call) => listComponents(call, store),
    getComponent: async ({ parameters }) =>
      representComponent(await knownComponent(components, parameters.id)),
    updateComponent: (call) => wakingPushes(updateComponent(call, store, callbacks, clock.nowMs())),
    createComponentTicket: (call) => createComponentTicket(call, store, clock.nowMs()),
    authorizeComponent: (call) => wakingPushes(authorizeComponent(call, store, clock.nowMs())),
    listAuthorizations: (call) => listAuthorizations(call, store),
    revokeAuthorization: async ({ parameters: { appid, id: componentAppid } }) => {
      const named = { appid, componentAppid };
      const revoked = revokeAuthorization(named, authorizations, clock.nowMs());
      return representAuthorization(await wakingPushes(revoked));
    },
  });
}

async function createComponent(
  { body }: AdminCall<"createComponent">,
  { components }: Pick<Stores, "components">,
  callbacks: CallbackParts,
  nowMs: number,
) {
  requireAddresses(body.ip_whitelist ?? []);
  const secret = newAppSecret();
  const created = newComponent(body, secret, nowMs);
  const { componentAppid } = created;
  const callback = callbackAfter(componentAppid, null, body, callbacks);
  const component = withSettings(setCallback(created, callback?.stored ?? null, nowMs), body);
  const ticket = makeTicket(componentAppid, nowMs);
  if (!(await components.create(component, ticket.credential))) throw taken(componentAppid);
  return {
    ...representComponent(component),
    component_appsecret: secret,
    component_verify_ticket: ticket.secret,
    ...callbackSecrets(callback?.shown),
  };
}

async function listComponents(
  { query }: AdminCall<"listComponents">,
  { components }: Pick<Stores, "components">,
) {
  const limit = query.limit ?? PAGE_SIZE;
  const [afterAppid] = CURSORS.read(query.cursor) ?? [""];
  const found = await components.list({ afterAppid, limit: limit + 1 });
  return CURSORS.page(found, limit, representComponent, (last) => [last.componentAppid]);
}

async function updateComponent(
  { parameters, body }: AdminCall<"updateComponent">,
  { components }: Pick<Stores, "components">,
  callbacks: CallbackParts,
  nowMs: number,
) {
  requireAddresses(body.ip_whitelist ?? []);
  const before = await knownComponent(components, parameters.id);
  const isCallbackChanged = isCallbackNamed(body);
  // Generated outside the transaction, which may run twice.
  const callback = isCallbackChanged
    ? callbackAfter(before.componentAppid, before.callback, body, callbacks)
    : null;
  const changed = await components.change(before.componentAppid, (stored) => ({
    ...withSettings(
      isCallbackChanged ? setCallback(stored, callback?.stored ?? null, nowMs) : stored,
      body,
    ),
    name: body.name ?? stored.name,
  }));
  return {
    ...representComponent(known(changed, before.componentAppid)),
    ...callbackSecrets(callback?.shown),
  };
}

async function createComponentTicket(
  { parameters }: AdminCall<"createComponentTicket">,
  { components, componentCredentials }: Pick<Stores, "components" | "componentCredentials">,
  nowMs: number,
) {
  const { componentAppid } = await knownComponent(components, parameters.id);
  const { secret, credential } = makeTicket(componentAppid, nowMs);
  await componentCredentials.issue(credential, null);
  return {
    component_verify_ticket: secret,
    expires_at: new Date(credential.expiresAtMs).toISOString(),
  };
}

function newComponent(
  body: { readonly component_appid?: string; readonly name: string },
  secret: string,
  nowMs: number,
): Component {
  return {
    componentAppid: body.component_appid ?? newAppid(),
    name: body.name,
    secretHash: hashSecret(secret),
    callback: null,
    redirectHosts: [],
    permissionSets: null,
    ipWhitelist: [],
    ticketDueAtMs: null,
    pushFailures: 0,
    lastPushFault: null,
    createdAtMs: nowMs,
  };
}

const taken = (componentAppid: string) =>
  new Problem(
    409,
    text(
      `The component_appid ${componentAppid} already exists.`,
      `component_appid ${componentAppid} 已存在。`,
    ),
  );
