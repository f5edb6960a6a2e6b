/**
 * An object of WeChat Pay without its members that are null or an empty text, which count as absent; the
 * same object when there are none. It recurses once for each level.
 */
export const withoutBlanks = (value: unknown): unknown =>
  hasBlanks(value) ? cleared(value) : value;

/** Entries of lists are kept: only members can be absent. */
function hasBlanks(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some(hasBlanks);
  return Object.values(value).some((member) => isBlank(member) || hasBlanks(member));
}

function cleared(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(cleared);
  const kept = Object.entries(value).filter(([, member]) => !isBlank(member));
  return Object.fromEntries(kept.map(([name, member]) => [name, cleared(member)]));
}

const isBlank = (member: unknown) => member === null || member === "";
