import { AdminClient } from "../admin-client.js";
import { Answers } from "../buyers/ask.js";
import { LINK_TEXTS as TEXTS } from "../buyers/link-texts.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { type BuyerLinkFlags, buyerLinkSettings } from "../settings/buyers.js";
import { instant } from "../terminal/values.js";

/** `dingdan buyer link OPENID`: prints a one-time link to a buyer's pages. */
export async function buyerLink(
  { terminal, environment, stdin }: Invocation,
  name: string,
  { preview: isPreview, ...flags }: BuyerLinkFlags,
): Promise<ExitCode> {
  const { admin, appid, ...given } = buyerLinkSettings(name, flags, environment);
  const openid = given.openid ?? (await new Answers(stdin(), terminal).openid());
  const link = await new AdminClient(admin, terminal).call("createBuyerSession", {
    body: { appid, openid, ...(isPreview === true ? { preview: true } : {}) },
  });
  if (terminal.isJson) terminal.json(link);
  else {
    // The address alone is the result, so that `$(dingdan buyer link …)` is it.
    terminal.out.line(link.url);
    terminal.note(TEXTS.opensOnce(instant(link.expires_at) ?? link.expires_at));
  }
  return 0;
}
