/**
 * A web address as a URI by RFC 3986, which the protocol's schemas require: other characters are
 * percent-encoded. Null for a text that is no absolute http or https URL.
 *
 * `https://a.example/图.png` is `https://a.example/%E5%9B%BE.png`.
 */
export function uriOf(address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  const [path, query, fragment] = [url.pathname, url.search.slice(1), url.hash.slice(1)].map(
    encoded,
  );
  return `${url.protocol}//${url.host}${path}${query && `?${query}`}${fragment && `#${fragment}`}`;
}

/** The URL parser leaves some characters that RFC 3986 does not allow in these parts, and a stray `%`. */
const encoded = (part: string): string =>
  part.replace(/%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%]/g, (character) =>
    encodeURIComponent(character),
  );
