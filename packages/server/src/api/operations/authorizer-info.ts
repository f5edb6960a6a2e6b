import type { App } from "../../domain/app.js";
import { originalIdOf } from "../../secrets/original-id.js";
import type { AuthorizationStore } from "../../storage/component-store.js";
import type { AppStore } from "../../storage/store.js";
import type { ComponentCall } from "../call.js";
import { answered, refuse, type WireOutcome } from "../outcome.js";
import { funcInfo, refreshTokenFor } from "./authorizer-token.js";

/** POST api_get_authorizer_info: the account of a merchant that authorised the platform. */
export async function getAuthorizerInfo(
  call: ComponentCall,
  stores: { readonly apps: AppStore; readonly authorizations: AuthorizationStore },
): Promise<WireOutcome> {
  const { request, component } = call;
  const appid = request["authorizer_appid"] as string;
  const authorization = await stores.authorizations.find(appid, component.componentAppid);
  const app = await stores.apps.find(appid);
  if (authorization === null || app === null) return refuse("COMPONENT_NOT_AUTHORIZED");
  return answered({
    authorizer_info: representAccount(app),
    authorization_info: {
      authorizer_appid: appid,
      authorizer_refresh_token: refreshTokenFor(call, authorization),
      func_info: funcInfo(authorization),
    },
  });
}

/** POST api_get_authorizer_list: the merchants that authorised the platform, earliest first. */
export async function getAuthorizerList(
  call: ComponentCall,
  authorizations: AuthorizationStore,
): Promise<WireOutcome> {
  const { request, component } = call;
  const found = await authorizations.listOf(component.componentAppid, {
    offset: request["offset"] as number,
    limit: request["count"] as number,
  });
  return answered({
    total_count: found.totalCount,
    list: found.authorizations.map((authorization) => ({
      authorizer_appid: authorization.appid,
      refresh_token: refreshTokenFor(call, authorization),
      auth_time: Math.floor(authorization.authorizedAtMs / 1000),
    })),
  });
}

const NO_DOMAINS = {
  RequestDomain: [],
  WsRequestDomain: [],
  UploadDomain: [],
  DownloadDomain: [],
  UDPDomain: [],
  TCPDomain: [],
} as const;

/** An app in the members of WeChat's account. Members that have no value here hold their defaults. */
function representAccount({ appid, kind, name, mchids }: App) {
  const isMiniProgram = kind === "mini_program";
  return {
    nick_name: name,
    head_img: "",
    service_type_info: { id: isMiniProgram ? 0 : 2 },
    verify_type_info: { id: 0 },
    user_name: originalIdOf(appid),
    alias: "",
    qrcode_url: "",
    business_info: {
      open_pay: mchids.length > 0 ? 1 : 0,
      open_shake: 0,
      open_scan: 0,
      open_card: 0,
      open_store: 0,
    },
    principal_name: name,
    signature: "",
    // Clients recognise a mini program by this member.
    ...(isMiniProgram
      ? { MiniProgramInfo: { network: NO_DOMAINS, categories: [], visit_status: 0 } }
      : {}),
    register_type: 0,
    account_status: 1,
    basic_config: { is_phone_configured: true, is_email_configured: true },
  };
}
