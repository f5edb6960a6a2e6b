/** The target of a merchant's link, which buyers see before they follow it. */
export interface SafeLink {
  readonly href: string;
  /** As the browser parses it: a look-alike in another alphabet becomes punycode (`xn--…`). */
  readonly host: string;
}

/**
 * A link that is safe to show: only http or https, without a user name or password, which can make an
 * address look like another's. Null for any other text.
 *
 * `https://shop.example.com/o/1` → host `shop.example.com`; `https://bank.com@evil.com/` → null
 */
export function safeLink(url: string): SafeLink | null {
  if (!URL.canParse(url)) return null;
  const { protocol, username, password, host, href } = new URL(url);
  const isWeb = protocol === "https:" || protocol === "http:";
  return isWeb && username === "" && password === "" ? { href, host } : null;
}

/** The address of a picture that may be loaded: only https. Null for any other text. */
export function safeImage(url: string | undefined): string | null {
  const link = url === undefined ? null : safeLink(url);
  return link?.href.startsWith("https:") === true ? link.href : null;
}
