import { afterAll, beforeAll, expect, test } from "vitest";
import { CONSENT_PATHS } from "../../packages/server/src/pages/consent.js";
import { Platform } from "../../packages/server/test/support/platform.js";
import { describeInBrowser } from "./support/browser.js";
import { NETWORK_HOST } from "./support/chromium.js";
import { signInAsOperator } from "./support/console.js";

let platform: Platform;
let baseUrl: string;
beforeAll(async () => {
  platform = await Platform.start();
  const { port } = new URL(platform.url);
  baseUrl = `http://${NETWORK_HOST}:${port}`;
});
afterAll(() => platform.close());

describeInBrowser("over plain HTTP in a network", (browser) => {
  test.each(["/", "/console/", "/buyer/", "/buyer/signed-out", ...CONSENT_PATHS])(
    "%s loads without a fault",
    async (path) => {
      const { page } = await browser.newPage({ baseUrl });
      await page.goto(path, { waitUntil: "networkidle" });
      expect((await page.innerText("body")).trim()).not.toBe("");
    },
  );

  test("the console warns if links lead to another address", async () => {
    const { page } = await browser.newPage({ baseUrl, width: 1200 });
    await signInAsOperator(page, platform);
    const warning = page.getByText(`links for buyers and merchants lead to ${platform.url}`);
    await warning.waitFor();
    expect(await page.innerText("[role=alert]")).toContain(`--public-url ${baseUrl}`);
  });

  test("/docs shows the interfaces", async () => {
    const { page } = await browser.newPage({ baseUrl, width: 1200 });
    await page.goto("/docs");
    await page.getByText("/user-order/orders", { exact: true }).first().waitFor();
  });
});
