import { expect, test } from "vitest";
import type { PostToUrl, ServerCall } from "../outbound/server-call.js";
import { sendNotices } from "./send-notices.js";

const NOTICES = ["first", "second"].map((body) => ({ headers: { "Wechatpay-Nonce": body }, body }));
const closing = new AbortController().signal;

test("notices are sent one after the other, with 5 s for each answer", async () => {
  const calls: ServerCall[] = [];
  let inProgress = 0;
  const post: PostToUrl = async (call) => {
    calls.push(call);
    expect(++inProgress).toBe(1);
    await Promise.resolve();
    inProgress--;
    return calls.length === 1 ? { kind: "timeout" } : { kind: "answered", status: 204, body: "" };
  };
  const answers = await sendNotices("http://127.0.0.1/notify", NOTICES, post, closing);
  expect(calls.map(({ body, timeoutMs }) => ({ body, timeoutMs }))).toEqual([
    { body: "first", timeoutMs: 5_000 },
    { body: "second", timeoutMs: 5_000 },
  ]);
  expect(answers.map(({ outcome }) => outcome.kind)).toEqual(["timeout", "answered"]);
});
