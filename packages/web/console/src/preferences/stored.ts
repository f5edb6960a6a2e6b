/** Reads a preference from this browser's storage; null if it is absent or storage is forbidden. */
export function readStored<Value extends string>(
  name: string,
  allowed: readonly Value[],
): Value | null {
  try {
    const value = localStorage.getItem(`dingdan.${name}`);
    return allowed.find((one) => one === value) ?? null;
  } catch {
    return null;
  }
}

/** Reads a value that was stored as JSON; undefined if it is absent, no JSON, or storage is forbidden. */
export function readStoredJson(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(`dingdan.${name}`) ?? "null") as unknown;
  } catch {
    return undefined;
  }
}

/** @param value null deletes it */
export function writeStored(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`dingdan.${name}`);
    else localStorage.setItem(`dingdan.${name}`, value);
  } catch {
    // Storage is forbidden: only a convenience is lost.
  }
}
