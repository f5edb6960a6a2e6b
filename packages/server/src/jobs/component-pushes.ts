import type { Clock } from "../clock.js";
import { openCallback } from "../components/callback-keys.js";
import { makeAuthorizationCode, makeTicket } from "../components/credentials.js";
import { type PushElements, signPush } from "../components/push-message.js";
import { type Component, type StoredCallback, TICKET_INTERVAL_MS } from "../domain/component.js";
import { GIVE_UP_MS, LEASE_MS, pushPauseMs } from "../domain/push-retry.js";
import { unreachable } from "../domain/unreachable.js";
import type { Sealer } from "../secrets/seal.js";
import { otherKeyText } from "../secrets/seal-faults.js";
import type { ComponentEvent } from "../storage/component-store.js";
import type { Store } from "../storage/store.js";

/** Sends a push. Resolves to null when the callback accepted it, otherwise to the reason for the failure. */
export type SendPush = (push: {
  readonly url: string;
  readonly body: string;
}) => Promise<string | null>;

/** How pushes are sent. */
export interface Outlet {
  /** Opens the keys of callbacks. */
  readonly sealer: Sealer;
  readonly send: SendPush;
  /** Called for an event that is dropped because every attempt within 24 hours failed. */
  readonly onGivenUp: (event: ComponentEvent, fault: string) => void;
}

type PushStores = Pick<
  Store,
  "components" | "componentCredentials" | "authorizations" | "componentEvents"
>;

/** How many tickets, and how many events, one batch sends at the same time; the others wait for the next. */
const BATCH_SIZE = 16;

/**
 * Sends third-party platforms the pushes that are due: a new ticket every 10 minutes, and the events of
 * their authorizations. Failed pushes are retried after growing pauses. The pushes of other platforms
 * wait at most for the timeout of one attempt.
 */
export async function pushDue(store: PushStores, clock: Clock, outlet: Outlet): Promise<void> {
  for (;;) {
    const nowMs = clock.nowMs();
    const [tickets, events] = await Promise.all([
      store.components.takeDueTickets({
        nowMs,
        // A jump of the clock makes one ticket due, not one for every ten minutes of the jump.
        nextDueAtMs: nowMs + TICKET_INTERVAL_MS,
        limit: BATCH_SIZE,
      }),
      store.componentEvents.takeDue({ nowMs, leaseUntilMs: nowMs + LEASE_MS, limit: BATCH_SIZE }),
    ]);
    if (tickets.length + events.length === 0) return;
    await Promise.all([
      ...tickets.map((component) => pushTicket(component, store, nowMs, outlet)),
      ...events.map((event) => pushEvent(event, store, nowMs, outlet)),
    ]);
  }
}

async function pushTicket(
  component: Component,
  stores: PushStores,
  nowMs: number,
  outlet: Outlet,
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
  { sealer, send }: Outlet,
  nowMs: number,
  makeElements: () => Promise<PushElements>,
): Promise<string | null> {
  const opened = openCallback(componentAppid, stored, sealer);
  switch (opened.kind) {
    case "opened": {
      const elements = await makeElements();
      return send(signPush(componentAppid, opened.callback, elements, nowMs));
    }
    case "other_key":
      return `the keys of the callback cannot be opened. ${otherKeyText(opened.sealedWith).en}`;
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
  outlet: Outlet,
): Promise<void> {
  const { components, componentEvents } = stores;
  const { number } = event;
  const component = await components.find(event.componentAppid);
  const elements = component?.callback ? await describeEvent(event, stores, nowMs) : null;
  if (!component?.callback || elements === null) return componentEvents.remove(number);
  const { componentAppid, callback } = component;
  const fault = await pushTo(component, callback, outlet, nowMs, () => Promise.resolve(elements));
  if (fault === null) return componentEvents.remove(number);
  await components.change(componentAppid, (stored) => ({ ...stored, lastPushFault: fault }));
  const retryAtMs = nowMs + pushPauseMs(event.failures + 1);
  if (retryAtMs - event.createdAtMs <= GIVE_UP_MS) return componentEvents.retry(number, retryAtMs);
  outlet.onGivenUp(event, fault);
  return componentEvents.remove(number);
}

/** The elements of an event's push; null when the authorization has been revoked since. */
async function describeEvent(
  { componentAppid, appid, infoType, preAuthCode, createdAtMs }: ComponentEvent,
  { authorizations, componentCredentials }: PushStores,
  nowMs: number,
): Promise<PushElements | null> {
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
