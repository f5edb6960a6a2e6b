import { type HttpOperation, isObject, type MerchantAccess } from "@dingdan/contract";
import { orderPlaceOf } from "../domain/order-id.js";

/** The parts of a call that decide whether a merchant may make it. */
export interface NamedByCall {
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** The parsed body; undefined when there is none. */
  readonly body: unknown;
}

export type MerchantDecision =
  | { readonly kind: "allowed" }
  /** Allowed for the merchant's own app; the query had no appid. */
  | { readonly kind: "narrowed" }
  /** The data of the call belongs to another app. */
  | { readonly kind: "not_its_own" }
  /** Only the operator may make the call, or send these members of its body. */
  | { readonly kind: "operators"; readonly members: readonly string[] };

/**
 * Decides whether a merchant may make a call of the operator's interface: only what the operation
 * allows, and only for its own app.
 */
export function decideMerchantCall(
  { merchant }: HttpOperation,
  appid: string,
  call: NamedByCall,
): MerchantDecision {
  if (merchant === undefined) return { kind: "operators", members: [] };
  const reached = decideReach(merchant, appid, call);
  if (reached.kind === "not_its_own" || merchant.members === undefined) return reached;
  const { members } = merchant;
  const sent = isObject(call.body) ? Object.keys(call.body) : [];
  const forbidden = sent.filter((name) => !members.includes(name));
  return forbidden.length === 0 ? reached : { kind: "operators", members: forbidden };
}

function decideReach(
  { reach }: MerchantAccess,
  appid: string,
  { parameters, query }: NamedByCall,
): MerchantDecision {
  switch (reach) {
    case "anything":
      return { kind: "allowed" };
    case "appid-in-path":
      return ownIf(parameters["appid"] === appid);
    case "order-in-path":
      return ownIf(orderPlaceOf(parameters["id"] ?? "")?.appid === appid);
    case "appid-in-query":
      return query["appid"] === undefined ? { kind: "narrowed" } : ownIf(query["appid"] === appid);
  }
}

const ownIf = (isOwn: boolean): MerchantDecision => ({ kind: isOwn ? "allowed" : "not_its_own" });
