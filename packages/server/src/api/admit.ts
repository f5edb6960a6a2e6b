import { OPERATIONS, type OperationKey, type OperationKeyWith, text } from "@dingdan/contract";
import { authenticateComponent } from "./authenticate.js";
import { identify } from "./identify.js";
import { type Refused, refuse } from "./outcome.js";
import { REGISTRATIONS } from "./registrations.js";
import { accessTokenOf, componentTokenOf, type WireCall, type WireServices } from "./wire-calls.js";

/** Whether a call may send a large body. */
export type Admission =
  | { readonly kind: "admitted"; readonly caller: string }
  | {
      readonly kind: "refused";
      readonly outcome: Refused;
      readonly appid: string | null;
      readonly component: string | null;
    };

/**
 * Judges who sends a large body, before it is read. An interface without a token takes only small bodies.
 * When the call is carried out, it is judged again.
 */
export async function admit(
  key: OperationKey,
  call: WireCall,
  { store, lookups }: Pick<WireServices, "store" | "lookups">,
): Promise<Admission> {
  const { caller: kind } = REGISTRATIONS[key];
  if (kind === "app") {
    const operation = OPERATIONS[key as OperationKeyWith<"access_token">];
    const identified = await identify(operation, accessTokenOf(call), lookups, call.nowMs);
    return identified.kind === "refused"
      ? identified
      : { kind: "admitted", caller: identified.caller.app.appid };
  }
  if (kind === "component") {
    const known = await authenticateComponent(componentTokenOf(call), store, call.nowMs);
    if (known.kind !== "refused") {
      return { kind: "admitted", caller: known.component.componentAppid };
    }
    return { kind: "refused", outcome: refuse(known.error), appid: null, component: null };
  }
  const outcome = refuse(
    "DATA_FORMAT_ERROR",
    "",
    text(
      "the body is larger than 64 KiB, the limit of an interface without a token",
      "请求体超过 64 KiB（无需凭据的接口的上限）",
    ),
  );
  return { kind: "refused", outcome, appid: null, component: null };
}
