import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Merchant, Platform } from "./support/platform.js";
import { uploadWithItem } from "./support/requests.js";

const OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";

let folder: string;
let platform: Platform;
let merchant: Merchant;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "dingdan-"));
  platform = await Platform.start({ databaseUrl: `sqlite:${join(folder, "log.db")}` });
  merchant = await platform.registerExample();
});
afterAll(() => rmSync(folder, { recursive: true }));

const code = (character: string) => character.charCodeAt(0).toString(16).padStart(2, "0");
const each = (write: (character: string) => string) => (value: string) =>
  Array.from(value, write).join("");
const percent = each((character) => `%${code(character)}`);
const json = each((character) => `\\u00${code(character)}`);

const ENCODINGS: Readonly<Record<string, (value: string) => string>> = {
  plain: (value) => value,
  percent,
  "upper-case percent": (value) => percent(value).toUpperCase(),
  "percent twice": (value) => percent(percent(value)),
  "percent, and % again": (value) => percent(value).replaceAll("%", "%2525"),
  "one character as percent": (value) =>
    value.slice(0, 9) + percent(value[9] ?? "") + value.slice(10),
  "JSON escapes": json,
  "JSON escapes in a string": (value) => json(value).replaceAll("\\", "\\\\"),
  "one JSON escape": (value) => json(value[0] ?? "") + value.slice(1),
  "JSON escapes as percent": (value) => percent(json(value)),
  "percent as JSON escapes": (value) => json(percent(value)),
  "% u": each((character) => `%u00${code(character)}`),
  "character references": each((character) => `&#x${code(character)};`),
  "decimal character references": each((character) => `&#${character.charCodeAt(0)};`),
  "percent six times": (value) => {
    let written = value.slice(0, 4);
    for (let time = 0; time < 6; time++) written = percent(written);
    return written + value.slice(4);
  },
};

interface Call {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls that carry a written value in each place where a client can write. */
function calls(written: string): Call[] {
  const { appid, secret, accessToken } = merchant;
  const upload = `/user-order/orders?access_token=${accessToken}`;
  const token = `/cgi-bin/token?grant_type=client_credential&appid=${appid}&secret=${secret}`;
  const get = (path: string, headers = {}): Call => ({ method: "GET", path, headers });
  const post = (path: string, body: string): Call => ({ method: "POST", path, body });
  const start = `{"appid":"${appid}","grant_type":"client_credential","secret":"${secret}","memo":"`;
  const cut = (kept: number) => `{"a":"${" ".repeat(16_384 - 6 - kept)}${written}"}`;
  return [
    get(`${token}&memo=${written}`),
    get(`${token}&${written}=1`),
    get(`/cgi-bin/token?grant_type=${written}&appid=${appid}&secret=${secret}`),
    get(`/cgi-bin/token?grant_type=client_credential&appid=${written}&secret=${appid}`),
    get(`/cgi-bin/token/${written}?appid=${appid}`),
    get(`/nothing?appid=${appid}&q=%E9%80%81${written}%0A${written}`),
    get(token, { "user-agent": `shop ${written}`, "content-type": `text/${written}` }),
    get(`/nothing?appid=${appid}&d=%7B%22openid%22%3A%22${written}%22%7D`),
    post("/cgi-bin/stable_token", `${start}${written}"}`),
    post("/cgi-bin/stable_token", `${start}","${written}":"1"}`),
    post("/cgi-bin/stable_token", `{'appid':'${appid}',key:${written}}`),
    post(upload, JSON.stringify({ memo: { note: `line\n${written}送${written}` } })),
    post(upload, `{"memo":"\\u9001${written}\\n${written}"}`),
    post(upload, JSON.stringify({ memo: JSON.stringify({ openid: written }) })),
    post(upload, `{"memo":"1","${written}":"13812345678"}`),
    post(upload, `memo=${written}&openid=${written}`),
    post(upload, `<memo id="${written}">${written}</memo>`),
    post(upload, cut(written.length - 1)),
    post(upload, cut(Math.ceil(written.length * 0.8))),
    post(`${upload}&${written}=${written}`, JSON.stringify(uploadWithItem({ name: "" }))),
  ];
}

/** All that a reader could decode. */
function decodings(text: string): string {
  const all = [text];
  let last = text;
  for (let time = 0; time < 12; time++) {
    const next = last
      .replace(/%u00([\da-f]{2})/gi, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
      .replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      // A URL parser writes a backslash of a path as a slash.
      .replace(/(?:\\+|\/)u00([\da-f]{2})/gi, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
      .replace(/&#x([\da-f]{2});/gi, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
      .replace(/&#(\d{2,3});/g, (_, decimal: string) => String.fromCharCode(Number(decimal)));
    if (next === last) break;
    all.push(next);
    last = next;
  }
  return all.join("\n");
}

const VALUES: Readonly<Record<string, () => string>> = {
  "app secret": () => merchant.secret,
  "access token": () => merchant.accessToken,
  "admin key": () => platform.dingdan.adminKey as string,
  openid: () => OPENID,
};

test.each(Object.keys(VALUES))(
  "no encoding of the %s is stored or shown, in no place of a call",
  async (name) => {
    const value = (VALUES[name] as () => string)();
    const most = value.slice(0, Math.ceil(value.length * 0.75));
    const shown: string[] = [];
    for (const [encoding, encode] of Object.entries(ENCODINGS)) {
      const written = encode(value);
      const sent = calls(written);
      for (const [index, { method, path, ...rest }] of sent.entries()) {
        await platform.send(method, path, rest);
        const { body } = await platform.admin<{ items: unknown[] }>("GET", "/requests?limit=1");
        const logged = JSON.stringify(body.items[0]);
        if (decodings(logged).toLowerCase().includes(most.toLowerCase())) {
          shown.push(`${encoding}, place ${index}: ${logged.slice(0, 900)}`);
        }
      }
    }
    expect(shown).toEqual([]);
    const stored = readdirSync(folder).map((file) => readFileSync(join(folder, file), "latin1"));
    expect(decodings(stored.join("\n"))).not.toContain(most);
  },
);
