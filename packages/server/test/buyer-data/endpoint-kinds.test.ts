import { afterEach, beforeEach, expect, test } from "vitest";
import { Receiver } from "../events/support/receiver.js";
import { EXAMPLE_APPID, Platform } from "../support/platform.js";
import { paymentFor, upload } from "../support/requests.js";
import { markedKey, OPENID, SEAL_KEY } from "./support.js";

let platform: Platform;
let ucp: Receiver;
let standard: Receiver;
beforeEach(async () => {
  platform = await Platform.start({ sealKey: SEAL_KEY });
  ucp = await Receiver.start();
  standard = await Receiver.start();
});
afterEach(async () => {
  await platform.close();
  await ucp.close();
  await standard.close();
});

test("an endpoint of the kind ucp is sent nothing for an erased event, one of the kind standard that it was erased", async () => {
  const merchant = await platform.registerExample();
  for (const [kind, receiver] of Object.entries({ ucp, standard })) {
    receiver.behave = () => ({ status: 500 });
    const endpoint = { kind, url: receiver.url, events: ["order.matched"], appid: EXAMPLE_APPID };
    expect((await platform.admin("POST", "/webhook-endpoints", endpoint)).status).toBe(201);
  }
  const request = upload({ order_key: markedKey("MARK-1"), payer: { openid: OPENID } });
  await merchant.upload(request);
  await platform.admin("POST", "/payments", paymentFor(request));
  await platform.admin("POST", "/clock", { advance_seconds: 1 });
  for (const { received } of [ucp, standard]) {
    expect(received.splice(0).map(({ body }) => body.includes("MARK-1"))).toContain(true);
  }

  const buyer = { appid: EXAMPLE_APPID, openid: OPENID };
  expect((await platform.admin("POST", "/buyers/erase", buyer)).status).toBe(200);
  for (const receiver of [ucp, standard]) receiver.behave = () => ({ status: 204 });
  await platform.admin("POST", "/clock", { advance_seconds: 86_400 });

  expect(standard.received.map(({ body }) => (JSON.parse(body) as { data: unknown }).data)).toEqual(
    [{ erased: true }],
  );
  expect(ucp.received).toEqual([]);
});
