import type { Door } from "../../src/guesses/doors.js";
import { Component } from "./component.js";
import type { Merchant, Platform } from "./platform.js";

/** How a door was answered: let in, refused because the credential is wrong, or because of the limit. */
export type Entry = "right" | "wrong" | "limited" | number;

/** One door over HTTP. */
export interface DoorCase {
  readonly door: Door;
  /** Presents a credential from an address. */
  readonly enter: (address: string, credential: "right" | "wrong") => Promise<Entry>;
}

/** Who has credentials on a platform that trusts one proxy. */
export interface DoorWorld {
  readonly platform: Platform;
  readonly merchant: Merchant;
  readonly component: Component;
  /** The valid cookie of a console session. */
  readonly consoleCookie: string;
  /** The valid token of a buyer's session. */
  readonly buyerToken: string;
}

/** The world's credentials all come from an address that no test uses. */
export async function doorWorld(platform: Platform): Promise<DoorWorld> {
  const merchant = await platform.register();
  const component = await Component.register(platform, { redirect_hosts: ["platform.example"] });
  const signedIn = await platform.send("POST", "/console/v1/session", {
    body: JSON.stringify({ admin_key: platform.dingdan.adminKey }),
  });
  const [consoleCookie = ""] = (signedIn.headers.get("set-cookie") ?? "").split(";");
  const { body } = await platform.send<{ token: string }>(
    "POST",
    `/buyer/v1/sessions/${await buyerLink(platform, merchant)}`,
  );
  return { platform, merchant, component, consoleCookie, buyerToken: body.token };
}

async function buyerLink(platform: Platform, { appid }: Merchant): Promise<string> {
  const given = { appid, openid: "o-anna" };
  return (await platform.admin<{ token: string }>("POST", "/buyer-sessions", given)).body.token;
}

/** Every door, by the name of its test. */
export function doorCases({ platform, ...who }: DoorWorld): Record<string, DoorCase> {
  const { merchant, component, consoleCookie, buyerToken } = who;
  const { adminKey } = platform.dingdan;
  const from = (address: string) => ({ "x-forwarded-for": address });

  /** A door that answers with HTTP statuses. */
  const http = (
    door: Door,
    path: string | ((credential: "right" | "wrong") => Promise<string>),
    request: (credential: "right" | "wrong") => RequestInit,
    rightStatus = 200,
  ): DoorCase => ({
    door,
    enter: async (address, credential) => {
      const { headers, ...init } = request(credential);
      const to = typeof path === "string" ? path : await path(credential);
      const response = await fetch(platform.url + to, {
        ...init,
        redirect: "manual",
        headers: { ...(headers as Record<string, string>), ...from(address) },
      });
      await response.arrayBuffer();
      const { status } = response;
      if (status === 429) {
        const seconds = Number(response.headers.get("retry-after"));
        return seconds >= 1 && seconds <= 60 ? "limited" : 429;
      }
      if (status === rightStatus) return "right";
      return status === 401 || status === 422 ? "wrong" : status;
    },
  });

  /** A door of the wire: HTTP 200, and an errcode. */
  const wire = (
    door: Door,
    path: string,
    body: (credential: "right" | "wrong") => object | URLSearchParams,
  ): DoorCase => ({
    door,
    enter: async (address, credential) => {
      const given = body(credential);
      const isQuery = given instanceof URLSearchParams;
      const { status, body: reply } = isQuery
        ? await platform.send("GET", `${path}?${given}`, { headers: from(address) })
        : await platform.send("POST", path, {
            body: JSON.stringify(given),
            headers: from(address),
          });
      const errcode = reply["errcode"] ?? 0;
      if (status !== 200) return status;
      if (errcode === 45011) return "limited";
      return errcode === 40125 ? "wrong" : errcode === 0 ? "right" : (errcode as number);
    },
  });

  const secretFor = (credential: "right" | "wrong", right: string | null) =>
    credential === "right" ? (right as string) : "wrong";
  const signIn = (body: (credential: "right" | "wrong") => object) =>
    http(
      "admin_key" in body("right") || "admin_key" in body("wrong") ? "admin_key" : "app_secret",
      "/console/v1/session",
      (credential) => ({ method: "POST", body: JSON.stringify(body(credential)) }),
    );
  const app = (credential: "right" | "wrong") => ({
    appid: merchant.appid,
    secret: secretFor(credential, merchant.secret),
  });
  const bearer = (right: string | null) => (credential: "right" | "wrong") => ({
    headers: { authorization: `Bearer ${secretFor(credential, right)}` },
  });
  const cookie = (name: string, right: string) => (credential: "right" | "wrong") => ({
    headers: { cookie: `${name}=${secretFor(credential, right)}` },
  });
  const linkPath = (prefix: string) => async (credential: "right" | "wrong") =>
    prefix + (credential === "wrong" ? "wrong" : await buyerLink(platform, merchant));
  const grant = { grant_type: "client_credential" };

  return {
    "the admin key of /admin/v1": http("admin_key", "/admin/v1/apps", bearer(adminKey)),
    "the admin key of /metrics": http("admin_key", "/metrics", bearer(adminKey)),
    "the console's sign-in with the admin key": signIn((credential) => ({
      admin_key: secretFor(credential, adminKey),
    })),
    "the console's sign-in with an app's secret": signIn(app),
    "/cgi-bin/token": wire(
      "app_secret",
      "/cgi-bin/token",
      (credential) => new URLSearchParams({ ...grant, ...app(credential) }),
    ),
    "/cgi-bin/stable_token": wire("app_secret", "/cgi-bin/stable_token", (credential) => ({
      ...grant,
      ...app(credential),
    })),
    api_component_token: wire(
      "component_secret",
      "/cgi-bin/component/api_component_token",
      (credential) => ({
        component_appid: component.appid,
        component_appsecret: secretFor(credential, component.secret),
        component_verify_ticket: component.ticket,
      }),
    ),
    api_start_push_ticket: wire(
      "component_secret",
      "/cgi-bin/component/api_start_push_ticket",
      (credential) => ({
        component_appid: component.appid,
        component_secret: secretFor(credential, component.secret),
      }),
    ),
    "the consent page": {
      door: "app_secret",
      enter: async (address, credential) => {
        const { pre_auth_code } = await component.call("api_create_preauthcode");
        const body = new URLSearchParams({
          component_appid: component.appid,
          pre_auth_code: pre_auth_code as string,
          redirect_uri: "https://platform.example/back",
          permission_set: "120",
          decision: "grant",
          ...app(credential),
        });
        const page = http(
          "app_secret",
          "/cgi-bin/componentloginpage",
          () => ({ method: "POST", body }),
          303,
        );
        return page.enter(address, credential);
      },
    },
    "a buyer's link": http("buyer_link", linkPath("/buyer/v1/sessions/"), () => ({
      method: "POST",
    })),
    "the page of a buyer's link": http("buyer_link", linkPath("/buyer/sessions/"), () => ({})),
    "the button of a buyer's link": http(
      "buyer_link",
      linkPath("/buyer/sessions/"),
      () => ({ method: "POST" }),
      303,
    ),
    "a console's session": http(
      "console_session",
      "/console/v1/session",
      cookie("dingdan_console", consoleCookie.split("=")[1] ?? ""),
    ),
    "a console's session in /admin/v1": http(
      "console_session",
      "/admin/v1/apps",
      cookie("dingdan_console", consoleCookie.split("=")[1] ?? ""),
    ),
    "a buyer's session by cookie": http(
      "buyer_session",
      "/buyer/v1/me",
      cookie("dingdan_buyer", buyerToken),
    ),
    "a buyer's session by Bearer token": http("buyer_session", "/buyer/v1/me", bearer(buyerToken)),
    "a buyer's session on a page": http(
      "buyer_session",
      "/buyer/",
      cookie("dingdan_buyer", buyerToken),
    ),
  };
}
