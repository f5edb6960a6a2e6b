import { EXAMPLE_PAYMENT, type TestKeysRepresentation } from "@dingdan/contract";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { FakeWeChatPay } from "../../packages/server/test/support/fake-wechatpay.js";
import { NoticeReceiver } from "../../packages/server/test/support/notice-receiver.js";
import { Platform } from "../../packages/server/test/support/platform.js";
import { upload } from "../../packages/server/test/support/requests.js";
import { API_V3_KEY, makeKey } from "../../packages/wechatpay/test/keys.js";
import { describeInBrowser } from "./support/browser.js";
import { openPage, signInAsOperator } from "./support/console.js";
import { expectAccessible, expectNoSidewaysScroll } from "./support/expectations.js";

const { mchid } = EXAMPLE_PAYMENT;
let platform: Platform;
let receiver: NoticeReceiver;
beforeAll(async () => {
  platform = await Platform.start();
});
afterAll(() => platform.close());
beforeEach(async () => {
  receiver = await NoticeReceiver.listen();
});
afterEach(() => receiver.close());

const testKeys = async () => {
  const path = `/merchants/${mchid}/wechatpay/test-keys`;
  return (await platform.admin<TestKeysRepresentation>("GET", path)).body;
};

describeInBrowser("the page WeChat Pay", (browser) => {
  test("sets the keys of a merchant number, shows none of them again, and deletes them", async () => {
    const { api_v3_key: apiV3Key, public_keys: publicKeys } = await testKeys();
    const [{ id, pem } = { id: "", pem: "" }] = publicKeys;
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsOperator(page, platform);
    await openPage(page, "/wechatpay");
    await page.waitForSelector("text=No merchant number receives notices yet");
    await page.click("button:has-text('Set keys')");
    await page.fill(".ant-modal #mchid", mchid);
    await page.fill("#apiV3Key", apiV3Key);
    await page.fill("[aria-label^='Id (PUB_KEY_ID_']", id);
    await page.fill("[aria-label='Its PEM text']", pem);
    await page.fill("#forwardUrl", "https://shop.example/notify");
    await page.waitForFunction(() => document.getAnimations().length === 0);
    await expectAccessible(page);
    await page.click(".ant-modal-footer >> text=Save");
    await page.waitForSelector(`td:has-text('${id}')`);
    await page.waitForSelector("td:has-text('https://shop.example/notify')");
    expect(await page.content()).not.toContain(apiV3Key);

    await page.click("td >> text=Delete");
    await page.click(".ant-popconfirm-buttons >> text=Delete");
    await page.waitForSelector("text=No merchant number receives notices yet");
  });

  test("removes the API certificate, and says why WeChat Pay cannot be asked", async () => {
    const { api_v3_key, public_keys } = await testKeys();
    const { privatePem: private_key } = makeKey();
    const api_client = { serial_no: "5C6D", private_key };
    const settings = { api_v3_key, public_keys, api_client };
    await platform.admin("PUT", `/merchants/${mchid}/wechatpay`, settings);
    const { page, faults } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsOperator(page, platform);
    await openPage(page, "/wechatpay");
    await page.waitForSelector("td:has-text('5C6D')");
    await page.click("text=Reconcile now");
    await page.waitForSelector(".problem:has-text('--wechatpay-api-url')");
    // The browser logs the answer 409.
    faults.forgive();

    await page.click("td button:has-text('Change')");
    await page.click("text=Remove the API certificate");
    await page.click(".ant-modal-footer >> text=Save");
    await page.waitForSelector("td:has-text('5C6D')", { state: "detached" });
    await platform.admin("DELETE", `/merchants/${mchid}/wechatpay`);
  });

  test("asks WeChat Pay now, and shows what was found and what failed", async () => {
    const [key, client] = [makeKey(), makeKey("5C6D")] as const;
    const known = [{ mchid, serialNo: client.serial, publicPem: client.publicPem }];
    const fake = await FakeWeChatPay.listen(key, known);
    const asking = await Platform.start({ wechatpayApiUrls: [fake.url] });
    try {
      const shop = await asking.registerExample();
      await asking.admin("PUT", `/merchants/${mchid}/wechatpay`, {
        api_v3_key: API_V3_KEY,
        public_keys: [{ id: key.serial, pem: key.publicPem }],
        api_client: { serial_no: client.serial, private_key: client.privatePem },
      });
      for (let count = 0; count < 2; count++) await shop.upload(upload());
      const { page } = await browser.newPage({ baseUrl: asking.url, width: 1280 });
      await signInAsOperator(page, asking);
      await openPage(page, "/wechatpay");
      await page.click("text=Reconcile now");
      await page.waitForSelector("text=2 asked for · 2 not paid");
      fake.behaviour = "sign_wrongly";
      await page.click("text=Reconcile now");
      await page.waitForSelector(".causes >> text=The signature of the reply is wrong.");
      await expectAccessible(page);
    } finally {
      await asking.close();
      await fake.close();
    }
  });

  test("names the key that the platform does not accept", async () => {
    const { page, faults } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsOperator(page, platform);
    await openPage(page, "/wechatpay");
    await page.click("button:has-text('Set keys')");
    await page.fill(".ant-modal #mchid", mchid);
    await page.fill("#apiV3Key", "x".repeat(32));
    await page.fill("[aria-label^='Id (PUB_KEY_ID_']", "PUB_KEY_ID_1");
    await page.fill("[aria-label='Its PEM text']", "no key");
    await page.click(".ant-modal-footer >> text=Save");
    await page.waitForSelector(".ant-modal .problem:has-text('public_keys[0].pem')");
    // The browser logs the answer 400.
    faults.forgive();
  });

  test("sends a test notice, and shows the answer and what WeChat Pay would do", async () => {
    receiver.reply = () => ({ status: 401, body: '{"code":"FAIL","message":"wrong signature"}' });
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await signInAsOperator(page, platform);
    await openPage(page, "/wechatpay");
    await page.fill("#url", receiver.url);
    await page.click("main button:has-text('Send')");
    await page.waitForSelector("text=The receiver did not accept the notice");
    const shown = await page.innerText("[role=status]");
    expect(shown).toContain("HTTP 401");
    expect(shown).toContain("wrong signature");
    expect(shown).toContain("15 s, 15 s, 30 s");
    expect(receiver.last.headers["wechatpay-signature-type"]).toBe("WECHATPAY2-SHA256-RSA2048");
    await page.click("text=What is encrypted in it");
    await page.waitForSelector(`.json-line:has-text('${EXAMPLE_PAYMENT.transaction_id}')`);

    await page.click("text=Show the test keys of");
    await page.waitForSelector("text=BEGIN PUBLIC KEY");
    expect(await page.innerText("main")).toContain((await testKeys()).api_v3_key);
    await page.waitForFunction(() => document.getAnimations().length === 0);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });

  test("shows a read-only key the merchant numbers, and lets it change and send nothing", async () => {
    const body = { name: "reader", role: "read_only" };
    const { key } = (await platform.admin<{ key: string }>("POST", "/admin-keys", body)).body;
    const { page } = await browser.newPage({ baseUrl: platform.url, width: 1280 });
    await page.goto("/console/");
    await page.fill("#admin_key", key);
    await page.keyboard.press("Enter");
    await page.waitForSelector("nav");
    await openPage(page, "/wechatpay");
    await page.waitForSelector("text=No merchant number receives notices yet");
    for (const name of ["Set keys", "Send", "Show the test keys"]) {
      expect(await page.isDisabled(`main button:has-text('${name}')`), name).toBe(true);
    }
  });
});
