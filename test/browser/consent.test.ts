import { afterAll, beforeAll, expect, test } from "vitest";
import { Component } from "../../packages/server/test/support/component.js";
import { type Merchant, Platform } from "../../packages/server/test/support/platform.js";
import { describeInBrowser } from "./support/browser.js";
import { expectAccessible, expectNoSidewaysScroll } from "./support/expectations.js";

let platform: Platform;
let merchant: Merchant;
let component: Component;
beforeAll(async () => {
  platform = await Platform.start({ sandbox: true });
  merchant = await platform.registerExample();
  component = await Component.register(platform, { name: "云上服务商" });
});
afterAll(() => platform.close());

/** A link that leads back to the platform's first page, so that no request leaves the machine. */
async function link(): Promise<string> {
  const { pre_auth_code } = await component.call("api_create_preauthcode");
  const query = new URLSearchParams({
    component_appid: component.appid,
    pre_auth_code: pre_auth_code as string,
    redirect_uri: `${platform.url}/`,
    auth_type: "3",
  });
  return `/cgi-bin/componentloginpage?${query}`;
}

describeInBrowser("the consent page", (browser) => {
  for (const language of ["en", "zh-CN"] as const) {
    for (const colourScheme of ["light", "dark"] as const) {
      test(`is accessible in ${language}, ${colourScheme}, on a phone and on a desktop`, async () => {
        const { page } = await browser.newPage({
          baseUrl: platform.url,
          language,
          colourScheme,
        });
        for (const path of [await link(), "/cgi-bin/componentloginpage"]) {
          await page.goto(path);
          await expectAccessible(page);
          for (const width of [320, 360, 1280]) {
            await page.setViewportSize({ width, height: 800 });
            await expectNoSidewaysScroll(page);
          }
        }
      });
    }
  }

  test("returns a merchant from the link to the platform, without scripts", async () => {
    const { page } = await browser.newPage({ baseUrl: platform.url, scripts: false });
    await page.goto(await link());
    await page.fill("input[name=appid]", merchant.appid);
    await page.fill("input[name=secret]", "wrong");
    await page.click("button[value=grant]");
    expect(await page.innerText("[role=alert]")).toContain(
      "The AppID and the AppSecret do not match",
    );
    await page.fill("input[name=secret]", merchant.secret);
    await page.click("button[value=grant]");
    await page.waitForURL(/auth_code=/);
  });
});
