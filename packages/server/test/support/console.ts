import { CONSOLE_COOKIE, CONSOLE_HEADER } from "@dingdan/contract";
import type { Answer, Platform } from "./platform.js";

/** A browser that is signed in to the console. */
export class ConsoleUser {
  readonly #platform: Platform;
  readonly cookie: string;

  private constructor(platform: Platform, cookie: string) {
    this.#platform = platform;
    this.cookie = cookie;
  }

  static async signIn(platform: Platform, credential: object): Promise<ConsoleUser> {
    const { status, headers, body } = await signIn(platform, credential);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return new ConsoleUser(platform, cookieOf(headers));
  }

  /** A call by the console's page. */
  send<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = { [CONSOLE_HEADER]: "1" },
  ): Promise<Answer<Body>> {
    return this.#platform.send(method, path, {
      headers: { cookie: this.cookie, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** A call of the operator's interface. */
  admin<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Answer<Body>> {
    return this.send(method, `/admin/v1${path}`, body);
  }
}

export const signIn = (platform: Platform, credential: object, headers = {}) =>
  platform.send("POST", "/console/v1/session", { body: JSON.stringify(credential), headers });

/** The cookie that an answer sets, as a browser sends it back. */
export const cookieOf = (headers: Headers): string =>
  new RegExp(`${CONSOLE_COOKIE}=[^;]*`).exec(headers.get("set-cookie") ?? "")?.[0] ?? "";
