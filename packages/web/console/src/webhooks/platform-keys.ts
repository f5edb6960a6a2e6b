/**
 * The keys in a text: a JWK, a list of them, or a JWK Set, as platforms publish them. An empty text is no key.
 * @returns null when the text is not JSON
 */
export function keysIn(typed: string): readonly unknown[] | null {
  if (typed.trim() === "") return [];
  try {
    const value: unknown = JSON.parse(typed);
    if (Array.isArray(value)) return value;
    const { keys } = value as { readonly keys?: unknown };
    return Array.isArray(keys) ? keys : [value];
  } catch {
    return null;
  }
}
