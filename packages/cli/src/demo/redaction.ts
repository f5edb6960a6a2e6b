const SECRET_MEMBERS: ReadonlySet<string> = new Set(["access_token", "secret", "token", "url"]);
const HIDDEN = "…";

/** A JSON value that is safe to show: secrets and tokens are replaced by an ellipsis. */
export function redacted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redacted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      isSecret(name, member) ? HIDDEN : redacted(member),
    ]),
  );
}

/** A path that is safe to show, without secrets in its query and tokens of buyer sessions. */
export function redactedPath(path: string): string {
  return path
    .replace(/([?&](?:access_token|secret)=)[^&]*/g, `$1${HIDDEN}`)
    .replace(/(\/sessions\/)[^/?]+/, `$1${HIDDEN}`);
}

// The `url` of a buyer's session contains its token; the links of an order are public.
function isSecret(name: string, member: unknown): boolean {
  if (!SECRET_MEMBERS.has(name) || typeof member !== "string") return false;
  return name !== "url" || member.includes("/buyer/");
}
