/**
 * The path of a request as it may be shown: without its query, in which access tokens and secrets
 * stand, and cut short where the platform's own interfaces begin, some of whose paths hold tokens.
 */
export function loggedPath(path: string): string {
  const [plain = ""] = path.split("?", 1);
  const ours = /^\/(?:admin|buyer)(?=\/|$)/.exec(plain)?.[0];
  return ours === undefined ? plain : `${ours}/…`;
}
