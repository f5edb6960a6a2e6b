import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** A file that the pages load from their own origin. */
export interface Asset {
  /** Contains a hash of the content, so browsers may cache the file without limit. */
  readonly path: string;
  readonly type: string;
  readonly content: string;
}

const PACKAGE = new URL("../../", import.meta.url);

function asset(name: string, type: string, file: string): Asset {
  const content = readFileSync(new URL(file, PACKAGE), "utf8");
  const [stem, extension] = name.split(".");
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
  return { path: `/buyer/assets/${stem}-${hash}.${extension}`, type, content };
}

export const STYLE = asset("buyer.css", "text/css; charset=utf-8", "assets/buyer.css");
export const SCRIPT = asset("buyer.js", "text/javascript; charset=utf-8", "dist/buyer/browser.js");

export const BUYER_ASSETS: readonly Asset[] = [STYLE, SCRIPT];
