import type { Platform, WireReply } from "./platform.js";
import type { Loose } from "./requests.js";

/** A service provider's third-party platform. */
export class Component {
  readonly platform: Platform;
  readonly appid: string;
  readonly secret: string;
  /** The latest ticket that it knows. */
  ticket: string;
  accessToken = "";
  /** The answer to the registration. */
  readonly registration: Loose;

  private constructor(platform: Platform, registration: Loose) {
    this.platform = platform;
    this.registration = registration;
    this.appid = registration["component_appid"] as string;
    this.secret = registration["component_appsecret"] as string;
    this.ticket = registration["component_verify_ticket"] as string;
  }

  /** Registers a platform with these settings, and gets its token. */
  static async register(platform: Platform, settings: Loose = {}): Promise<Component> {
    const given = { name: "示例服务商", ...settings };
    const { body } = await platform.admin("POST", "/components", given);
    const component = new Component(platform, body);
    await component.renewToken();
    return component;
  }

  /** A request for a token, with these changes. */
  async askToken(changes: Loose = {}): Promise<WireReply> {
    return this.post("/cgi-bin/component/api_component_token", {
      component_appid: this.appid,
      component_appsecret: this.secret,
      component_verify_ticket: this.ticket,
      ...changes,
    });
  }

  /** Makes a new ticket, as the platform does every 10 minutes. */
  async renewTicket(): Promise<void> {
    const { body } = await this.platform.admin("POST", `/components/${this.appid}/tickets`);
    this.ticket = body["component_verify_ticket"] as string;
  }

  async renewToken(): Promise<void> {
    this.accessToken = (await this.askToken())["component_access_token"] as string;
  }

  /** A call of `/cgi-bin/component/…` with the platform's token and appid. */
  call(name: string, body: Loose = {}, parameter = "access_token"): Promise<WireReply> {
    const path = `/cgi-bin/component/${name}?${parameter}=${this.accessToken}`;
    return this.post(path, { component_appid: this.appid, ...body });
  }

  async post(path: string, body: unknown): Promise<WireReply> {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return (await this.platform.send<WireReply>("POST", path, { body: text })).body;
  }

  /** A merchant's consent, recorded by the operator; returns the authorization_code. */
  async consent(appid: string, permissionSets: readonly number[] = [120]): Promise<string> {
    const path = `/components/${this.appid}/authorizations`;
    const given = { appid, permission_sets: permissionSets };
    const { body } = await this.platform.admin("POST", path, given);
    return body["authorization_code"] as string;
  }

  /** Takes a merchant's consent and exchanges the code for its tokens. */
  async authorize(appid: string, permissionSets: readonly number[] = [120]): Promise<Authorizer> {
    return this.exchange(await this.consent(appid, permissionSets));
  }

  async exchange(authorization_code: string): Promise<Authorizer> {
    const reply = await this.call("api_query_auth", { authorization_code });
    return new Authorizer(this, reply["authorization_info"] as AuthorizationInfo);
  }

  async revoke(appid: string): Promise<void> {
    await this.platform.admin("DELETE", `/components/${this.appid}/authorizations/${appid}`);
  }
}

interface AuthorizationInfo {
  readonly authorizer_appid: string;
  readonly authorizer_access_token: string;
  readonly expires_in: number;
  readonly authorizer_refresh_token: string;
  readonly func_info: readonly { readonly funcscope_category: { readonly id: number } }[];
}

/** A merchant for which an authorised platform calls. */
export class Authorizer {
  readonly component: Component;
  readonly info: AuthorizationInfo;

  constructor(component: Component, info: AuthorizationInfo) {
    this.component = component;
    this.info = info;
  }

  /** A call of an app's interface on the merchant's behalf. */
  call(path: string, body: unknown): Promise<WireReply> {
    const token = this.info.authorizer_access_token;
    return this.component.post(`${path}?access_token=${token}`, body);
  }

  upload(body: unknown): Promise<WireReply> {
    return this.call("/user-order/orders", body);
  }
}
