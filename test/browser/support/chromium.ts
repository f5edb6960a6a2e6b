import { existsSync } from "node:fs";

/** Where systems keep Chromium; DINGDAN_CHROMIUM names another place. */
const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The program that browser tests drive, or null where none is installed. */
export function findChromium(): string | null {
  const named = process.env["DINGDAN_CHROMIUM"];
  const found = named === undefined ? PLACES.find((path) => existsSync(path)) : named;
  if (found !== undefined) return found;
  // A check that silently leaves out its browser tests would pass for the wrong reason.
  if (process.env["CI"] === "true") {
    throw new Error("CI has no Chromium: install one, or name it in DINGDAN_CHROMIUM.");
  }
  return null;
}

/** No sandbox and no GPU, so that it runs in a container; nothing that calls its maker. */
export const CHROMIUM_ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
