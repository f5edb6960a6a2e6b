import { afterAll, beforeAll, expect, test } from "vitest";
import { Platform } from "../../packages/server/test/support/platform.js";
import { describeInBrowser } from "./support/browser.js";
import { expectAccessible, expectNoSidewaysScroll } from "./support/expectations.js";

let platform: Platform;
beforeAll(async () => {
  platform = await Platform.start();
});
afterAll(() => platform.close());

describeInBrowser("the first page", (browser) => {
  test("names the platform in the browser's language", async () => {
    const { page } = await browser.newPage({ baseUrl: platform.url, language: "zh-CN" });
    await page.goto("/");
    expect(await page.innerText("body")).toContain("购物订单平台");
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
});

describeInBrowser("the harness", (browser) => {
  test("detects an error, a dialog, a request to another origin, and a policy violation", async () => {
    const { page, faults } = await browser.newPage({ baseUrl: platform.url });
    await page.goto("/");
    await page.evaluate("console.error('on the console')");
    await page.evaluate(async () => {
      setTimeout(() => {
        alert("hello");
        throw new Error("uncaught");
      });
      document.body.append(
        Object.assign(document.createElement("img"), { src: "https://a.example/1" }),
      );
      await new Promise((done) => setTimeout(done, 200));
    });
    await page.goto("https://b.example/").catch(() => undefined);
    const list = faults.list().join("\n");
    expect(list).toContain("console: on the console");
    expect(list).toContain("dialog: alert hello");
    expect(list).toContain("error: uncaught");
    expect(list).toContain("error: policy: img-src https://a.example/1");
    expect(list).toContain("left its origin: document https://b.example/");
    faults.forgive();
  });
});
