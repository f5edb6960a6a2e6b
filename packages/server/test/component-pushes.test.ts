import { Writable } from "node:stream";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { Callback } from "./support/callback.js";
import { Component } from "./support/component.js";
import { Platform } from "./support/platform.js";
import type { Loose } from "./support/requests.js";

let platform: Platform;
let callback: Callback;
let component: Component;
beforeAll(async () => {
  platform = await Platform.start();
});
afterAll(() => platform.close());
beforeEach(async () => {
  callback = await Callback.listen();
  component = await Component.register(platform, callback.settings);
  await callback.take("component_verify_ticket");
});
afterEach(async () => {
  await platform.admin("PATCH", `/components/${component.appid}`, { callback_url: "" });
  await callback.close();
});

const advance = (seconds: number) => platform.dingdan.clock.advance(seconds);
const shown = async () =>
  (await platform.admin<Loose>("GET", `/components/${component.appid}`)).body;

test("the server pushes a ticket every ten minutes, encrypted and signed as WeChat does", async () => {
  await advance(599);
  expect(callback.pushes).toEqual([]);
  await advance(1);
  const push = await callback.take("component_verify_ticket");
  expect(push).toEqual({
    AppId: component.appid,
    CreateTime: String(Math.floor(platform.dingdan.clock.now().getTime() / 1000)),
    InfoType: "component_verify_ticket",
    ComponentVerifyTicket: expect.stringMatching(/^ticket@@@/),
  });
  expect(callback.lastQuery.get("site")).toBe("1");
  expect(callback.lastQuery.get("encrypt_type")).toBe("aes");
  expect(callback.lastBody).toContain(`<AppId><![CDATA[${component.appid}]]></AppId>`);
  expect(callback.lastBody).not.toContain("ticket@@@");
  const component_verify_ticket = push["ComponentVerifyTicket"];
  expect(await component.askToken({ component_verify_ticket })).toMatchObject({ expires_in: 7200 });
});

test("a jump of the clock pushes one ticket, not one for every ten minutes", async () => {
  await advance(86_400);
  expect(callback.pushes).toHaveLength(1);
});

test("the server retries a failed ticket push, and shows the failure", async () => {
  callback.behaviour = "fail";
  await advance(600);
  expect(await shown()).toMatchObject({
    push_failures: 1,
    last_push_fault: "the callback answered HTTP 503",
  });
  await advance(15);
  expect(await shown()).toMatchObject({ push_failures: 2 });
  callback.behaviour = "take";
  await advance(29);
  expect(callback.pushes).toEqual([]);
  await advance(1);
  await callback.take("component_verify_ticket");
  const well = await shown();
  expect(well).toMatchObject({ push_failures: 0 });
  expect(well).not.toHaveProperty("last_push_fault");
});

test("start_push_ticket reports a working push, and retries a failed one immediately", async () => {
  const start = () =>
    component.post("/cgi-bin/component/api_start_push_ticket", {
      component_appid: component.appid,
      component_secret: component.secret,
    });
  expect(await start()).toEqual({ errcode: 0, errmsg: "in a normal state" });
  callback.behaviour = "fail";
  await advance(600);
  callback.behaviour = "take";
  expect(await start()).toEqual({ errcode: 0, errmsg: "ok" });
  await advance(0);
  await callback.take("component_verify_ticket");
});

test("the server pushes a consent that changes the permission sets, and no other", async () => {
  const { appid } = await platform.register();
  await component.consent(appid, [120]);
  expect(await callback.take("authorized")).toMatchObject({ AuthorizerAppid: appid });
  await component.consent(appid, [120]);
  await advance(0);
  expect(callback.pushes).toEqual([]);
  await component.consent(appid, [121, 120]);
  expect(await callback.take("updateauthorized")).toMatchObject({ AuthorizerAppid: appid });
  await component.revoke(appid);
  await callback.take("unauthorized");
  await component.consent(appid, [120]);
  await callback.take("authorized");
  expect(callback.pushes).toEqual([]);
});

test("the server retries an event until the callback works, with a code that is valid then", async () => {
  const { appid } = await platform.register();
  callback.behaviour = "fail";
  const refused = callback.nextRequest();
  await component.consent(appid);
  await refused;
  await advance(3600);
  callback.behaviour = "take";
  await advance(3600);
  const { AuthorizationCode } = await callback.take("authorized");
  await component.renewToken();
  const { info } = await component.exchange(AuthorizationCode as string);
  expect(info.authorizer_appid).toBe(appid);
});

test("the server pushes events in the order in which they happened", async () => {
  const first = await platform.register();
  const second = await platform.register();
  callback.behaviour = "fail";
  const refused = callback.nextRequest();
  await component.consent(first.appid);
  await refused;
  await component.consent(second.appid);
  await component.revoke(second.appid);
  callback.behaviour = "take";
  await advance(15);
  const events = callback.pushes.map(({ InfoType, AuthorizerAppid }) => [
    InfoType,
    AuthorizerAppid,
  ]);
  // The second merchant's consent was revoked before the server could push it.
  expect(events).toEqual([
    ["authorized", first.appid],
    ["unauthorized", second.appid],
  ]);
});

test("the server drops an event whose push fails for a day, and logs it", async () => {
  const lines: string[] = [];
  const logStream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  const own = await Platform.start({ logStream });
  const provider = await Component.register(own, callback.settings);
  await callback.take("component_verify_ticket");
  const { appid } = await own.register();
  callback.behaviour = "fail";
  const refused = callback.nextRequest();
  await provider.consent(appid);
  await refused;
  for (let hour = 0; hour < 25; hour++) await own.dingdan.clock.advance(3600);
  callback.behaviour = "take";
  await own.dingdan.clock.advance(3600);
  await own.close();
  expect(callback.pushes.map((push) => push["InfoType"])).toEqual(["component_verify_ticket"]);
  const drops = lines.filter((line) => line.includes("push dropped"));
  expect(drops).toHaveLength(1);
  expect(drops[0]).toContain(appid);
});

test("a push follows no redirect", async () => {
  callback.behaviour = "redirect";
  await advance(600);
  expect(await shown()).toMatchObject({ last_push_fault: "the callback answered HTTP 302" });
});

test("a callback that hangs delays neither calls nor the shutdown", async () => {
  const own = await Platform.start();
  const provider = await Component.register(own, callback.settings);
  await callback.take("component_verify_ticket");
  callback.behaviour = "hang";
  const { appid } = await own.register();
  const hung = callback.nextRequest();
  await provider.consent(appid);
  await hung;
  expect(await provider.askToken()).toMatchObject({ expires_in: 7200 });
  await own.close();
});

test("a platform without a callback gets no push, and no earlier event after it sets one", async () => {
  const path = `/components/${component.appid}`;
  await platform.admin("PATCH", path, { callback_url: "" });
  const { appid } = await platform.register();
  await component.consent(appid);
  await advance(600);
  const before = callback.requestCount;
  await platform.admin("PATCH", path, callback.settings);
  await callback.take("component_verify_ticket");
  await advance(600);
  expect(callback.pushes.map((push) => push["InfoType"])).toEqual(["component_verify_ticket"]);
  expect(callback.requestCount).toBe(before + 2);
});
