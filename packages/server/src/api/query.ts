import { type ParsedUrlQuery, parse } from "node:querystring";

/** The only parameter of most calls, in characters that need no decoding. */
const TOKEN_ALONE = /^access_token=([\w-]+)$/;

/** The parameters in the query of a URL. The parser takes 2 µs, so a token alone is read without it. */
export function queryOf(url: string): ParsedUrlQuery {
  const queryAt = url.indexOf("?");
  if (queryAt < 0) return {};
  const query = url.slice(queryAt + 1);
  const token = TOKEN_ALONE.exec(query)?.[1];
  return token === undefined ? parse(query) : { access_token: token };
}
