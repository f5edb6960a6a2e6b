/**
 * The path of a request that is safe to show: without its query, which contains access tokens and
 * secrets. Paths of the admin and buyer APIs are cut short, because some contain tokens.
 */
export function loggedPath(path: string): string {
  const [plain = ""] = path.split("?", 1);
  const ours = /^\/(?:admin|buyer)(?=\/|$)/.exec(plain)?.[0];
  return ours === undefined ? plain : `${ours}/…`;
}
