/** What this browser remembers; a browser that forbids it remembers nothing. */
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

/** @param value null forgets it */
export function writeStored(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`dingdan.${name}`);
    else localStorage.setItem(`dingdan.${name}`, value);
  } catch {
    // Nothing is lost but a convenience.
  }
}
