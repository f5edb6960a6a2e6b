import { randomBytes } from "node:crypto";

/**
 * A request id in WeChat's form: three groups of eight hex digits, of which the first is the Unix
 * time in seconds: `6aac005a-01bfdbee-79769285`.
 */
export function newRid(nowMs: number): string {
  const seconds = Math.floor(nowMs / 1000).toString(16);
  const random = randomBytes(8).toString("hex");
  return `${seconds.padStart(8, "0").slice(-8)}-${random.slice(0, 8)}-${random.slice(8)}`;
}
