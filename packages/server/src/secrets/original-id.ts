import { createHash } from "node:crypto";

/** An app's original id: `gh_` and 12 hexadecimal digits, always the same for an appid. */
export const originalIdOf = (appid: string): string =>
  `gh_${createHash("sha256").update(appid).digest("hex").slice(0, 12)}`;
