import type { AuthorizationStore } from "../../storage/component-store.js";
import type { ComponentCall } from "../call.js";
import { answered, ok, refuse, type WireOutcome } from "../outcome.js";

/** POST get_authorizer_option: an option of a merchant's account; "0" when it was never set. */
export async function getAuthorizerOptionInfo(
  call: ComponentCall,
  authorizations: AuthorizationStore,
): Promise<WireOutcome> {
  const appid = await authorizedAppid(call, authorizations);
  if (appid === null) return refuse("COMPONENT_NOT_AUTHORIZED");
  const name = call.request["option_name"] as string;
  const value = (await authorizations.findOption(appid, name)) ?? "0";
  return answered({ authorizer_appid: appid, option_name: name, option_value: value });
}

/** POST set_authorizer_option. */
export async function setAuthorizerOptionInfo(
  call: ComponentCall,
  authorizations: AuthorizationStore,
): Promise<WireOutcome> {
  const appid = await authorizedAppid(call, authorizations);
  if (appid === null) return refuse("COMPONENT_NOT_AUTHORIZED");
  const { option_name: name, option_value: value } = call.request;
  await authorizations.putOption(appid, name as string, value as string);
  return ok();
}

/** The appid of the merchant that the call is about; null when it did not authorise the platform. */
async function authorizedAppid(
  { request, component, authorizerAppid }: ComponentCall,
  authorizations: AuthorizationStore,
): Promise<string | null> {
  const appid = authorizerAppid ?? (request["authorizer_appid"] as string);
  const authorization = await authorizations.find(appid, component.componentAppid);
  return authorization && appid;
}
