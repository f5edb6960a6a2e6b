/** The JSON value of a body; undefined if it is not JSON. */
export function parsedJson(bodyText: string | null): unknown {
  if (bodyText === null) return undefined;
  try {
    return JSON.parse(bodyText.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}
