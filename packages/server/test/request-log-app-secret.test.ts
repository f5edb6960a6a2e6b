import { afterAll, beforeAll, expect, test } from "vitest";
import { type Merchant, Platform } from "./support/platform.js";
import { uploadWithItem } from "./support/requests.js";

let platform: Platform;
let merchant: Merchant;
beforeAll(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
});
afterAll(() => platform.close());

test("the log masks the secret of the calling app under any name, and no order number of the same form", async () => {
  const { secret, accessToken } = merchant;
  const orderNumber = "0cc175b9c0f1b6a831c399e269772661";
  await merchant.upload({ ...uploadWithItem({ name: `${secret} ${orderNumber}` }), memo: secret });
  const path = `/user-order/orders?access_token=${accessToken}&k=${secret}&n=${orderNumber}`;
  await platform.send("POST", path, { body: "{}", headers: { "user-agent": `shop ${secret}` } });
  const { body } = await platform.admin<{ items: Record<string, unknown>[] }>("GET", "/requests");
  const [second, first] = body.items;
  const text = JSON.stringify([first, second]);
  expect(text).not.toContain(secret);
  expect(first?.["body"]).toContain(`"name":"*** ${orderNumber}"`);
  expect(first?.["body"]).toContain('"memo":"***"');
  expect(first?.["redacted"]).toEqual(["order_list[0].item_list[0].name", "memo"]);
  expect(second?.["query"]).toBe(`access_token=***&k=***&n=${orderNumber}`);
});
