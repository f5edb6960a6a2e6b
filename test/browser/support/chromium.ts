import { existsSync } from "node:fs";

/** Where systems install Chromium; DINGDAN_CHROMIUM overrides it. */
const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The path of Chromium, or null if it is not installed. */
export function findChromium(): string | null {
  const named = process.env["DINGDAN_CHROMIUM"];
  const found = named === undefined ? PLACES.find((path) => existsSync(path)) : named;
  if (found !== undefined) return found;
  // A CI run that silently skips its browser tests would pass for the wrong reason.
  if (process.env["CI"] === "true") {
    throw new Error(
      "Chromium not found: install it, or set DINGDAN_CHROMIUM to its path (CI=true).",
    );
  }
  return null;
}

/**
 * A name of this machine that is no loopback name: a page there is opened as one in a local network is,
 * over plain HTTP that browsers do not trust.
 */
export const NETWORK_HOST = "platform.example";

/** No sandbox and no GPU, so that it runs in a container; no feature that contacts its vendor. */
export const CHROMIUM_ARGUMENTS = [
  // No other name has an address, so no request leaves the machine.
  `--host-resolver-rules=MAP ${NETWORK_HOST} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
