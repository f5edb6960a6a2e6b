import {
  componentTokenViolations,
  startPushTicketViolations,
  type Unchecked,
  type Violation,
} from "@dingdan/contract";
import { makeCredential } from "../../components/credentials.js";
import { RETIREMENT_GRACE_MS } from "../../domain/access-token.js";
import {
  CODE_SECONDS,
  COMPONENT_TOKEN_SECONDS,
  type Component,
  startTicketPush,
} from "../../domain/component.js";
import { atComponentSecret } from "../../guesses/doors.js";
import { newPreAuthCode, refreshKeyOf, sealKey } from "../../secrets/component-secrets.js";
import { hashSecret, matchesHash, newAccessToken } from "../../secrets/secret.js";
import type { ComponentCredentialStore, ComponentStore } from "../../storage/component-store.js";
import { addressRefusal } from "../address-refusal.js";
import type { ComponentCall, OpenCall } from "../call.js";
import { answered, refuse, refused, type WireOutcome } from "../outcome.js";
import { tooManyGuesses } from "../too-many-guesses.js";

/** POST api_start_push_ticket: retries failed pushes immediately, and leaves working pushes unchanged. */
export async function startPushTicket(
  call: OpenCall,
  { components }: { readonly components: ComponentStore },
): Promise<WireOutcome> {
  const { nowMs } = call;
  const secretName = "component_secret";
  const caller = await checkSecret(call, secretName, startPushTicketViolations, components);
  if ("refusal" in caller) return caller.refusal;
  let isRunning = false;
  await components.change(caller.component.componentAppid, (stored) => {
    const started = startTicketPush(stored, nowMs);
    ({ isRunning } = started);
    return started.component;
  });
  return answered({ errcode: 0, errmsg: isRunning ? "in a normal state" : "ok" });
}

/** POST api_component_token: a new token; the previous one remains valid for 5 minutes. */
export async function getComponentAccessToken(
  call: OpenCall,
  stores: {
    readonly components: ComponentStore;
    readonly componentCredentials: ComponentCredentialStore;
  },
): Promise<WireOutcome> {
  const { request, nowMs, clientIp } = call;
  const { components, componentCredentials } = stores;
  const secretName = "component_appsecret";
  const caller = await checkSecret(call, secretName, componentTokenViolations, components);
  if ("refusal" in caller) return caller.refusal;
  const { component, secret } = caller;
  const { componentAppid } = component;
  const unlisted = addressRefusal(component, clientIp);
  if (unlisted !== null) return unlisted;
  const ticketHash = hashSecret(request["component_verify_ticket"] as string);
  const ticket = await componentCredentials.find(ticketHash);
  if (ticket?.kind !== "ticket" || ticket.componentAppid !== componentAppid) {
    return refuse("COMPONENT_TICKET_INVALID");
  }
  if (nowMs >= ticket.expiresAtMs) return refuse("COMPONENT_TICKET_EXPIRED");
  const token = newAccessToken();
  const { credential } = makeCredential(token, {
    kind: "component_token",
    componentAppid,
    sealedKey: sealKey(refreshKeyOf(secret), token),
    expiresAtMs: nowMs + COMPONENT_TOKEN_SECONDS * 1000,
  });
  await componentCredentials.issue(credential, nowMs + RETIREMENT_GRACE_MS);
  return answered({ component_access_token: token, expires_in: COMPONENT_TOKEN_SECONDS });
}

/** POST api_create_preauthcode: a code for one authorisation link. */
export async function getPreAuthCode(
  { component, nowMs }: ComponentCall,
  componentCredentials: ComponentCredentialStore,
): Promise<WireOutcome> {
  const { secret, credential } = makeCredential(newPreAuthCode(), {
    kind: "pre_auth_code",
    componentAppid: component.componentAppid,
    expiresAtMs: nowMs + CODE_SECONDS * 1000,
  });
  await componentCredentials.issue(credential, null);
  return answered({ pre_auth_code: secret, expires_in: CODE_SECONDS });
}

type Caller =
  | { readonly component: Component; readonly secret: string }
  | { readonly refusal: WireOutcome };

/** An unknown platform is judged before its secret, as for an app. */
async function checkSecret(
  { request, clientIp, guesses }: OpenCall,
  secretName: string,
  violationsOf: (request: Unchecked) => Iterable<Violation>,
  components: ComponentStore,
): Promise<Caller> {
  const component = await components.find(request["component_appid"] as string);
  if (component === null) return { refusal: refuse("INVALID_APPID", "component_appid") };
  // A wrong secret is judged before a missing ticket: only the platform itself learns what a call lacks.
  const secret = request[secretName];
  const isGiven = typeof secret === "string" && secret !== "";
  if (isGiven) {
    const attempt = atComponentSecret(component.componentAppid, clientIp);
    if ((await guesses.blockedUnlessKnownMs(attempt)) > 0) return { refusal: tooManyGuesses() };
    if (!matchesHash(secret, component.secretHash)) {
      await guesses.wrong(attempt);
      return { refusal: refuse("INVALID_APPSECRET") };
    }
    guesses.right(attempt);
  }
  for (const violation of violationsOf(request)) return { refusal: refused(violation) };
  return { component, secret: secret as string };
}
