/** The page of a mini program, as a link names it. */
export interface MiniProgramPage {
  readonly appid: string;
  /** With its query, if it has one: `pages/order/detail?id=1`. */
  readonly path: string;
}

/** A page's path as the owner of a mini program declares it: `pages/order/detail`. */
export const OPEN_PATH_PATTERN = "^[0-9A-Za-z_-]+(?:/[0-9A-Za-z_-]+)*$";

/** The most characters of a query, counted as encoded: the stricter reading of WeChat's page. */
const QUERY_LENGTH_MAX = 512;

/** The characters that WeChat's page permits in a query. */
const QUERY = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~%`]*$/;

/**
 * The plaintext URL scheme that opens a page of a mini program from outside WeChat. Null if the mini
 * program's owner has not declared the page's path, or if WeChat would not take its query.
 *
 * `{ appid: "wx1", path: "/pages/order?id=1" }` with `["pages/order"]` →
 * `weixin://dl/business/?appid=wx1&path=pages/order&query=id%3D1`
 * @see https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/url-scheme.html
 */
export function plaintextScheme(
  { appid, path }: MiniProgramPage,
  openPaths: readonly string[],
): string | null {
  const [, page = "", query = ""] = /^\/?([^?]*)\??(.*)$/s.exec(path) ?? [];
  if (!openPaths.includes(page) || !QUERY.test(query)) return null;
  const encoded = encodeURIComponent(query);
  if (encoded.length > QUERY_LENGTH_MAX) return null;
  const base = `weixin://dl/business/?appid=${encodeURIComponent(appid)}&path=${page}`;
  return query === "" ? base : `${base}&query=${encoded}`;
}
