// Where Chromium is, for the scripts that look at pages.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Starts Chromium, or the browser that DINGDAN_CHROMIUM names. */
export async function startChromium() {
  const executablePath = process.env.DINGDAN_CHROMIUM ?? PLACES.find((path) => existsSync(path));
  if (executablePath === undefined)
    throw new Error("Chromium not found: install it, or set DINGDAN_CHROMIUM to its path");
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
}
