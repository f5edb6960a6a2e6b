import { afterAll, beforeAll, expect, test } from "vitest";
import { type Merchant, Platform, type WireReply } from "./support/platform.js";
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

test("the log masks the secret of a call for a token, whatever its name and its place", async () => {
  const { appid, secret } = merchant;
  const grant = "grant_type=client_credential";
  const former = "0cc175b9c0f1b6a831c399e269772661";
  const members = `"grant_type":"client_credential","appid":"${appid}"`;
  const get = (query: string) => platform.send<WireReply>("GET", `/cgi-bin/token?${query}`);
  const post = (body: string) =>
    platform.send<WireReply>("POST", "/cgi-bin/stable_token", { body });
  const answers = [
    await get(`${grant}&appid=${appid}&%73ecret=${secret}`),
    await post(`{${members},"\\u0073ecret":"${secret}"}`),
    await post(`{${members},"secret":"${secret}","memo":"${secret}"}`),
    await get(`${grant}&appid=${secret}&secret=${appid}`),
    await get(`grant_type=${secret}&appid=${appid}&secret=${secret}`),
    await get(`${grant}&appid=${appid}&secret=${secret.toUpperCase()}`),
    await get(`${grant}&appid=${appid}&key=${former}`),
    await post(`{${members},"secret_key":"${secret}"}`),
    await post(`{'appid':'${appid}',secret:'${secret}'}`),
  ];
  expect(answers.slice(0, 3).map(({ body }) => typeof body["access_token"])).toEqual([
    "string",
    "string",
    "string",
  ]);
  const { body } = await platform.admin<{ items: unknown[] }>(
    "GET",
    `/requests?limit=${answers.length}`,
  );
  const text = JSON.stringify(body.items).toLowerCase();
  expect(text).not.toContain(secret);
  expect(text).not.toContain(former);
});
