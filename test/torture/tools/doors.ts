import { CONSOLE_COOKIE } from "@dingdan/contract";
import { type Call, call, jsonOf, type Outcome } from "./call.js";
import { ADMIN_KEY, type Server } from "./server.js";
import { admin, type Shop } from "./shop.js";

/** A place where a credential is checked. */
export interface Door {
  readonly name: string;
  /** Knocks with a credential from an address. */
  readonly knock: (credential: string, from: string) => Promise<Outcome>;
  /** A valid credential. */
  readonly right: string;
}

/** Every door of a server where a stranger can guess a credential. */
export async function doorsOf(server: Server, shop: Shop): Promise<readonly Door[]> {
  const { url } = server;
  const component = await admin(url, "/components", { body: { name: "guessed" } });
  const buyer = { appid: shop.appid, openid: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" };
  const link = async () => String((await admin(url, "/buyer-sessions", { body: buyer }))["token"]);
  const spent = await call(`${url}/buyer/v1/sessions/${await link()}`, { method: "POST" });
  const to = (path: string, options: (credential: string) => Call) => ({
    knock: (credential: string, from: string) => {
      const { headers, ...rest } = options(credential);
      return call(url + path, { ...rest, from, headers: { ...headers } });
    },
  });
  const bearer = (credential: string) => ({ headers: { authorization: `Bearer ${credential}` } });
  const signedIn = await call(`${url}/console/v1/session`, { body: { admin_key: ADMIN_KEY } });
  const cookie = String(signedIn.kind === "answered" ? signedIn.headers["set-cookie"] : "");
  const consoleToken = new RegExp(`${CONSOLE_COOKIE}=([^;]+)`).exec(cookie)?.[1] ?? "";
  return [
    { name: "admin key at /admin/v1", right: ADMIN_KEY, ...to("/admin/v1/apps", bearer) },
    {
      name: "admin key at /metrics",
      right: ADMIN_KEY,
      ...to("/metrics", (key) => ({ headers: { ...bearer(key).headers, via: "1.1 proxy" } })),
    },
    {
      name: "admin key at the console",
      right: ADMIN_KEY,
      ...to("/console/v1/session", (admin_key) => ({ body: { admin_key } })),
    },
    {
      name: "app secret at the console",
      right: shop.secret,
      ...to("/console/v1/session", (secret) => ({ body: { appid: shop.appid, secret } })),
    },
    {
      name: "console session",
      right: consoleToken,
      ...to("/console/v1/session", (token) => ({
        headers: { cookie: `${CONSOLE_COOKIE}=${token}` },
      })),
    },
    {
      name: "app secret at /cgi-bin/token",
      right: shop.secret,
      knock: (secret, from) =>
        call(
          `${url}/cgi-bin/token?grant_type=client_credential&appid=${shop.appid}&secret=${secret}`,
          { from },
        ),
    },
    {
      name: "app secret at /cgi-bin/stable_token",
      right: shop.secret,
      ...to("/cgi-bin/stable_token", (secret) => ({
        body: { grant_type: "client_credential", appid: shop.appid, secret },
      })),
    },
    {
      name: "component secret",
      right: String(component["component_appsecret"]),
      ...to("/cgi-bin/component/api_component_token", (component_appsecret) => ({
        body: {
          component_appid: component["component_appid"],
          component_appsecret,
          component_verify_ticket: component["component_verify_ticket"],
        },
      })),
    },
    {
      name: "app secret at the consent page",
      right: shop.secret,
      ...to("/cgi-bin/componentloginpage", await consentForm(server, shop)),
    },
    {
      name: "buyer's link",
      right: await link(),
      knock: (token, from) => call(`${url}/buyer/v1/sessions/${token}`, { method: "POST", from }),
    },
    {
      name: "buyer's session",
      right: String(jsonOf(spent)["token"]),
      ...to("/buyer/v1/me", bearer),
    },
  ];
}

/** The form of the consent page, filled in with a secret. */
async function consentForm({ url }: Server, { appid }: Shop): Promise<(secret: string) => Call> {
  const component = await admin(url, "/components", {
    body: { name: "consent", redirect_hosts: ["platform.example.com"] },
  });
  const { component_appid, component_appsecret, component_verify_ticket } = component;
  const token = await call(`${url}/cgi-bin/component/api_component_token`, {
    body: { component_appid, component_appsecret, component_verify_ticket },
  });
  const code = await call(
    `${url}/cgi-bin/component/api_create_preauthcode?access_token=${String(jsonOf(token)["component_access_token"])}`,
    { body: { component_appid } },
  );
  return (secret) => ({
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      component_appid: String(component_appid),
      pre_auth_code: String(jsonOf(code)["pre_auth_code"]),
      redirect_uri: "https://platform.example.com/back",
      auth_type: "3",
      permission_set: "120",
      appid,
      secret,
      decision: "grant",
    }).toString(),
  });
}
