import { expect, test } from "vitest";
import { listenSettings } from "./listen.js";

const ADMIN = { DINGDAN_ADMIN_KEY: "key" };
const TARGET = { forwardTo: "http://127.0.0.1:3000/events" };
const secretOf = (bytes: number) => `whsec_${Buffer.alloc(bytes).toString("base64")}`;

test("listen begins now, with all events", () => {
  const settings = listenSettings({}, ADMIN);
  expect(settings).toMatchObject({ forwardTo: null, appid: null, types: null, after: "now" });
  expect(listenSettings({ after: "oldest", events: "*" }, ADMIN)).toMatchObject({
    after: null,
    types: null,
  });
});

test("a secret comes from the variable or the flag, and has 24 to 64 bytes", () => {
  const variable = { ...ADMIN, DINGDAN_WEBHOOK_SECRET: secretOf(24) };
  expect(listenSettings(TARGET, variable).secret).toBe(secretOf(24));
  expect(listenSettings({ ...TARGET, secret: secretOf(64) }, variable).secret).toBe(secretOf(64));
  for (const secret of [secretOf(23), secretOf(65), "whsec_", secretOf(32).slice(6), "whsec_é"]) {
    expect(() => listenSettings({ ...TARGET, secret }, ADMIN)).toThrow("not a secret of webhooks");
  }
});

test("a secret that nothing is signed with is an error, except in the variable", () => {
  expect(() => listenSettings({ secret: secretOf(24) }, ADMIN)).toThrow("requires --forward-to");
  const variable = { ...ADMIN, DINGDAN_WEBHOOK_SECRET: secretOf(24) };
  expect(listenSettings({}, variable).forwardTo).toBeNull();
});
