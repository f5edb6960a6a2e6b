import type { Clock } from "../clock.js";
import { openCallback } from "../components/callback-keys.js";
import { makeAuthorizationCode, makeTicket } from "../components/credentials.js";
import { signComponentPush } from "../components/push-message.js";
import { type Component, type StoredCallback, TICKET_INTERVAL_MS } from "../domain/component.js";
import { pushPauseMs } from "../domain/push-retry.js";
import { unreachable } from "../domain/unreachable.js";
import type { PushMembers } from "../pushes/push-body.js";
import type { ComponentEvent } from "../storage/component-store.js";
import type { Store } from "../storage/store.js";
import { endAttempt, type Outlet, otherKeyFault, sendInBatches } from "./push-queues.js";

type PushStores = Pick<
  Store,
  "components" | "componentCredentials" | "authorizations" | "componentEvents"
>;

/**
 * Sends third-party platforms the pushes that are due: a new ticket every 10 minutes, and the events of
 * their authorizations. Failed pushes are retried after growing pauses.
 */
export const pushToComponents = (
  store: PushStores,
  clock: Clock,
  outlet: Outlet<ComponentEvent>,
): Promise<void> =>
  sendInBatches(clock, async (batch) => {
    const { nowMs, limit } = batch;
    const [tickets, events] = await Promise.all([
      // A jump of the clock makes one ticket due, not one for every ten minutes of the jump.
      store.components.takeDueTickets({ nowMs, nextDueAtMs: nowMs + TICKET_INTERVAL_MS, limit }),
      store.componentEvents.takeDue(batch),
    ]);
    return [
      ...tickets.map((component) => () => pushTicket(component, store, nowMs, outlet)),
      ...events.map((event) => () => pushEvent(event, store, nowMs, outlet)),
    ];
  });

async function pushTicket(
  component: Component,
  stores: PushStores,
  nowMs: number,
  outlet: Outlet<ComponentEvent>,
): Promise<void> {
  const { componentAppid, callback } = component;
  if (callback === null) return;
  const fault = await pushTo(component, callback, outlet, nowMs, async () => {
    const ticket = makeTicket(componentAppid, nowMs);
    await stores.componentCredentials.issue(ticket.credential, null);
    return [
      ["AppId", componentAppid],
      ["CreateTime", Math.floor(nowMs / 1000)],
      ["InfoType", "component_verify_ticket"],
      ["ComponentVerifyTicket", ticket.secret],
    ];
  });
  const wasWell = component.pushFailures === 0 && component.lastPushFault === null;
  if (fault === null && wasWell) return;
  await stores.components.change(componentAppid, (stored) => {
    // The platform may have registered another callback in the meantime, whose failures count from 0.
    if (stored.callback?.url !== callback.url) return stored;
    const pushFailures = fault === null ? 0 : stored.pushFailures + 1;
    const pauseMs = Math.min(pushPauseMs(pushFailures), TICKET_INTERVAL_MS);
    return {
      ...stored,
      pushFailures,
      lastPushFault: fault,
      ticketDueAtMs: fault === null ? stored.ticketDueAtMs : nowMs + pauseMs,
    };
  });
}

/** @returns null when the callback accepted the push, otherwise the reason for the failure */
async function pushTo(
  { componentAppid }: Component,
  stored: StoredCallback,
  { sealer, send }: Pick<Outlet<ComponentEvent>, "sealer" | "send">,
  nowMs: number,
  makeMembers: () => Promise<PushMembers>,
): Promise<string | null> {
  const opened = openCallback(componentAppid, stored, sealer);
  switch (opened.kind) {
    case "opened": {
      const members = await makeMembers();
      return send(signComponentPush(componentAppid, opened.callback, members, nowMs));
    }
    case "other_key":
      return otherKeyFault("the keys of the callback", opened.sealedWith);
    case "damaged":
      return "the stored keys of the callback are damaged: set token and encoding_aes_key again";
    default:
      return unreachable(opened);
  }
}

async function pushEvent(
  event: ComponentEvent,
  stores: PushStores,
  nowMs: number,
  outlet: Outlet<ComponentEvent>,
): Promise<void> {
  const { components, componentEvents } = stores;
  const component = await components.find(event.componentAppid);
  const members = component?.callback ? await describeEvent(event, stores, nowMs) : null;
  if (!component?.callback || members === null) {
    return componentEvents.remove(event.number);
  }
  const { componentAppid, callback } = component;
  const fault = await pushTo(component, callback, outlet, nowMs, () => Promise.resolve(members));
  if (fault !== null) {
    await components.change(componentAppid, (stored) => ({ ...stored, lastPushFault: fault }));
  }
  await endAttempt(event, fault, componentEvents, { nowMs, onGivenUp: outlet.onGivenUp });
}

/** The members of an event's push; null when the authorization has been revoked since. */
async function describeEvent(
  { componentAppid, appid, infoType, preAuthCode, createdAtMs }: ComponentEvent,
  { authorizations, componentCredentials }: PushStores,
  nowMs: number,
): Promise<PushMembers | null> {
  const head = [
    ["AppId", componentAppid],
    ["CreateTime", Math.floor(createdAtMs / 1000)],
    ["InfoType", infoType],
    ["AuthorizerAppid", appid],
  ] as const;
  if (infoType === "unauthorized") return head;
  if ((await authorizations.find(appid, componentAppid)) === null) return null;
  // Each attempt carries a new code: the code that the merchant's browser received is not stored, and a
  // code from an hour ago would have expired.
  const code = makeAuthorizationCode({ appid, componentAppid }, nowMs);
  await componentCredentials.issue(code.credential, null);
  return [
    ...head,
    ["AuthorizationCode", code.secret],
    ["AuthorizationCodeExpiredTime", Math.floor(code.credential.expiresAtMs / 1000)],
    ["PreAuthCode", preAuthCode],
  ];
}
