import { afterAll, beforeAll, expect, test } from "vitest";
import { type Merchant, Platform, type WireReply } from "./support/platform.js";
import { upload, uploadWithItem } from "./support/requests.js";

let platform: Platform;
let merchant: Merchant;
beforeAll(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
});
afterAll(() => platform.close());

const ask = (rid: string, as = merchant) => as.call("/cgi-bin/openapi/rid/get", { rid });
const ridOf = ({ errmsg }: WireReply) => errmsg.slice(-26);

test("an app gets the request and the answer of its own call, immediately after it", async () => {
  const request = uploadWithItem({ name: "" });
  const reply = await merchant.upload(request);
  const info = await ask(ridOf(reply));
  expect(info).toEqual({
    errcode: 0,
    errmsg: "ok",
    request: {
      invoke_time: expect.any(Number),
      cost_in_ms: expect.any(Number),
      request_url: "access_token=***",
      // The log shows openids masked, to the app as well.
      request_body: JSON.stringify(request).replace("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", "oUpF…eS6o"),
      response_body: JSON.stringify(reply),
      client_ip: "127.0.0.1",
    },
  });
  const { invoke_time } = info["request"] as { invoke_time: number };
  expect(invoke_time).toBe(Number.parseInt(ridOf(reply).slice(0, 8), 16));
});

test("an app gets 76003 for another app's call and for a call that reached no app", async () => {
  const other = await platform.register();
  const rid = ridOf(await merchant.upload(""));
  expect(await ask(rid, other)).toMatchObject({ errcode: 76003 });
  const { body } = await platform.send<WireReply>("POST", "/user-order/orders", { body: "{}" });
  expect(await ask(ridOf(body))).toMatchObject({ errcode: 76003 });
});

test("an app without the permission can query its calls, including those rejected for that", async () => {
  const closed = await platform.register({ isOpen: false });
  const rid = ridOf(await closed.upload(upload()));
  expect(await ask(rid, closed)).toMatchObject({
    errcode: 0,
    request: { response_body: expect.stringContaining("268485184") },
  });
});
