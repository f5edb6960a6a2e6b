import { ADMIN_OPERATIONS, ADMIN_PREFIX, type FirstRunStep, OPERATIONS } from "@dingdan/contract";
import type { DemoApp } from "../demo-app.js";
import { storyPayment, storyUpload, wrongUpload } from "./story.js";

/** Without a demo app, the commands have names in place of its credentials. */
const NO_APP: DemoApp = { appid: "APPID", secret: "SECRET", mchid: "MCHID" };

/** The operator's key is not on the page: the terminal in which the sandbox runs shows it. */
const KEY = `-H "Authorization: Bearer $DINGDAN_ADMIN_KEY"`;

/**
 * The steps as commands to paste, one after the other, into bash or zsh in any folder: they need curl and
 * sed, and no file.
 */
export function commandsOf(
  url: string,
  given: DemoApp | null,
): Readonly<Record<FirstRunStep | "verify", string>> {
  const app = given ?? NO_APP;
  const token = tokenCommand(url, app);
  const order = storyUpload(app);
  const { order_key: orderKey, payer } = order;
  const wire = (key: WireKey, body: unknown) =>
    `curl "${url}${OPERATIONS[key].path}?access_token=$TOKEN" -d ${json(body)}`;
  const admin = (key: AdminKey, body: string) =>
    `curl "${url}${ADMIN_PREFIX}${ADMIN_OPERATIONS[key].path}" ${KEY} -d ${body}`;
  const clock = `${url}${ADMIN_PREFIX}${ADMIN_OPERATIONS.getClock.path}`;
  return {
    token,
    upload: wire("uploadShoppingInfo", order),
    // By the platform's clock, which may not be that of the machine.
    pay: [
      `NOW=$(curl -s "${clock}" ${KEY} | ${memberOf("now")})`,
      admin("recordPayment", paidNow(storyPayment(app))),
    ].join("\n"),
    verify: wire("shoppingInfoVerifyUploadResult", { order_key: orderKey, payer }),
    review: [
      wire("confirmProductPermission", {}),
      admin("advanceClock", json({ advance_seconds: 21_600 })),
    ].join("\n"),
    buyer: admin("createBuyerSession", json({ appid: app.appid, openid: payer.openid })),
    // A token of before the review has expired by the sandbox's clock.
    refusal: [token, wire("uploadShoppingInfo", wrongUpload(app))].join("\n"),
  };
}

type WireKey = "uploadShoppingInfo" | "shoppingInfoVerifyUploadResult" | "confirmProductPermission";
type AdminKey = "recordPayment" | "advanceClock" | "createBuyerSession";

/** A command that gets a token and keeps it in a variable of the shell. */
export function tokenCommand(url: string, { appid, secret }: Omit<DemoApp, "mchid">): string {
  const query = `grant_type=client_credential&appid=${appid}&secret=${secret}`;
  return `TOKEN=$(curl -s '${url}${OPERATIONS.getAccessToken.path}?${query}' | ${memberOf("access_token")})`;
}

/** A command that prints a text of a JSON document. */
const memberOf = (name: string) => `sed 's/.*"${name}":"\\([^"]*\\)".*/\\1/'`;

const json = (value: unknown) => `'${JSON.stringify(value).replaceAll("'", "'\\''")}'`;

/** The shell puts its variable between the quoted parts. */
const paidNow = (payment: object) =>
  json({ ...payment, success_time: "NOW" }).replace('"NOW"', `"'$NOW'"`);
