import { randomFillSync } from "node:crypto";

// Reading random bytes costs as much for one id as for hundreds.
const POOL = Buffer.alloc(8 * 512);
let used = POOL.length;

function random64(): string {
  if (used === POOL.length) {
    randomFillSync(POOL);
    used = 0;
  }
  used += 8;
  return POOL.toString("hex", used - 8, used);
}

/**
 * A request id in WeChat's form: three groups of eight hex digits. The first is the Unix time in
 * seconds: `6aac005a-01bfdbee-79769285`.
 */
export function newRid(nowMs: number): string {
  const seconds = Math.floor(nowMs / 1000).toString(16);
  const random = random64();
  return `${seconds.padStart(8, "0").slice(-8)}-${random.slice(0, 8)}-${random.slice(8)}`;
}
