import type { Clock } from "../clock.js";
import { makeAuthorizationCode, makeTicket } from "../components/credentials.js";
import { type PushElements, signPush } from "../components/push-message.js";
import { type Component, TICKET_INTERVAL_MS } from "../domain/component.js";
import { GIVE_UP_MS, LEASE_MS, pushPauseMs } from "../domain/push-retry.js";
import type { ComponentEvent } from "../storage/component-store.js";
import type { Store } from "../storage/store.js";

/** Sends a push, and answers why it was not taken; null when it was. */
export type SendPush = (push: {
  readonly url: string;
  readonly body: string;
}) => Promise<string | null>;

/** Where pushes go out. */
export interface Outlet {
  readonly send: SendPush;
  /** Is told of an event that no attempt of a day could deliver. */
  readonly onGivenUp: (event: ComponentEvent, fault: string) => void;
}

type PushStores = Pick<
  Store,
  "components" | "componentCredentials" | "authorizations" | "componentEvents"
>;

/** So many callbacks are spoken to at once. */
const BATCH_SIZE = 16;

/**
 * Tells third-party platforms what is due: a new ticket every 10 minutes, and who authorised them. A
 * platform that does not answer waits longer and longer; another's pushes do not wait for it, except
 * for the one timeout of the attempt.
 */
export async function pushDue(
  store: PushStores,
  clock: Clock,
  { send, onGivenUp }: Outlet,
): Promise<void> {
  for (;;) {
    const nowMs = clock.nowMs();
    const [tickets, events] = await Promise.all([
      store.components.takeDueTickets({
        nowMs,
        // A jump of the clock makes one ticket due, not one for each ten minutes of the jump.
        nextDueAtMs: nowMs + TICKET_INTERVAL_MS,
        limit: BATCH_SIZE,
      }),
      store.componentEvents.takeDue({ nowMs, leaseUntilMs: nowMs + LEASE_MS, limit: BATCH_SIZE }),
    ]);
    if (tickets.length + events.length === 0) return;
    await Promise.all([
      ...tickets.map((component) => pushTicket(component, store, nowMs, send)),
      ...events.map((event) => pushEvent(event, store, nowMs, { send, onGivenUp })),
    ]);
  }
}

async function pushTicket(
  component: Component,
  { components, componentCredentials }: PushStores,
  nowMs: number,
  send: SendPush,
): Promise<void> {
  const { componentAppid, callback } = component;
  if (callback === null) return;
  const ticket = makeTicket(componentAppid, nowMs);
  await componentCredentials.issue(ticket.credential, null);
  const fault = await send(
    signPush(
      componentAppid,
      callback,
      [
        ["AppId", componentAppid],
        ["CreateTime", Math.floor(nowMs / 1000)],
        ["InfoType", "component_verify_ticket"],
        ["ComponentVerifyTicket", ticket.secret],
      ],
      nowMs,
    ),
  );
  const wasWell = component.pushFailures === 0 && component.lastPushFault === null;
  if (fault === null && wasWell) return;
  await components.change(componentAppid, (stored) => {
    // It may have registered another callback in the meantime, which begins anew.
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

async function pushEvent(
  event: ComponentEvent,
  stores: PushStores,
  nowMs: number,
  { send, onGivenUp }: Outlet,
): Promise<void> {
  const { components, componentEvents } = stores;
  const { number } = event;
  const component = await components.find(event.componentAppid);
  const elements = component?.callback ? await describeEvent(event, stores, nowMs) : null;
  if (!component?.callback || elements === null) return componentEvents.remove(number);
  const { componentAppid, callback } = component;
  const fault = await send(signPush(componentAppid, callback, elements, nowMs));
  if (fault === null) return componentEvents.remove(number);
  await components.change(componentAppid, (stored) => ({ ...stored, lastPushFault: fault }));
  const retryAtMs = nowMs + pushPauseMs(event.failures + 1);
  if (retryAtMs - event.createdAtMs <= GIVE_UP_MS) return componentEvents.retry(number, retryAtMs);
  onGivenUp(event, fault);
  return componentEvents.remove(number);
}

/** What a platform is told of an event; null when it was overtaken by a revocation. */
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
  // Each attempt brings a code of its own: the code of the merchant's browser is not kept, and one
  // that waited for an hour would be dead on arrival.
  const code = makeAuthorizationCode({ appid, componentAppid }, nowMs);
  await componentCredentials.issue(code.credential, null);
  return [
    ...head,
    ["AuthorizationCode", code.secret],
    ["AuthorizationCodeExpiredTime", Math.floor(code.credential.expiresAtMs / 1000)],
    ["PreAuthCode", preAuthCode],
  ];
}
