import { maskOpenids } from "./openids.js";
import { maskReadings, type Reading } from "./readings.js";
import { redactCutText, redactText } from "./redact.js";
import { MASK, spansAfterGroup } from "./secret-values.js";

/**
 * A path as the server's log shows it. When a client forgets the `?`, its parameters are in the path. No
 * path of an interface has 32 hexadecimal digits, so they are masked without a comparison.
 */
export function loggedPath(path: string): string {
  if (ORDINARY.test(path)) return path;
  const isCut = path.length > LENGTH_MAX;
  const kept = maskReadings(path.slice(0, LENGTH_MAX), digitSpans);
  return maskOpenids(isCut ? redactCutText(kept) : redactText(kept)).text;
}

const ORDINARY = /^[a-z_/-]{0,100}$/;
const LENGTH_MAX = 1024;
const DIGITS = /[\da-f]{32,}/gi;

const digitSpans = ({ text }: Reading) => spansAfterGroup(DIGITS, text, MASK);
