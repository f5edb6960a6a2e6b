import { expect, test } from "vitest";
import { openStore } from "../storage/open-store.js";
import type { AnsweredCall } from "./answered-call.js";
import { RequestLog, WHOLE_REQUEST_LOG } from "./request-log.js";

const call = (rid: string, body = ""): AnsweredCall => ({
  rid,
  atMs: 0,
  appid: null,
  componentAppid: null,
  operation: null,
  method: "POST",
  url: "/",
  durationMs: 1,
  clientIp: "127.0.0.1",
  userAgent: null,
  contentType: null,
  hasAuthorizationHeader: false,
  body: Buffer.from(body),
  reply: {},
  message: "ok",
  violation: null,
});

const all = { from: { after: 0 }, limit: 100 };

test("when more calls wait than the log can hold, the oldest are dropped and counted", async () => {
  const { store } = await openStore("sqlite::memory:");
  const log = new RequestLog(store.requests, () => {}, {
    ...WHOLE_REQUEST_LOG,
    callsMax: 3,
    bytesMax: 1000,
  });
  for (const rid of ["1", "2", "3", "4", "5"]) log.record("success", () => call(rid));
  expect((await log.list(all)).map(({ rid }) => rid)).toEqual(["3", "4", "5"]);
  expect(log.dropped).toBe(2);
  for (const rid of ["6", "7"]) log.record("success", () => call(rid, "x".repeat(600)));
  expect((await log.list(all)).map(({ rid }) => rid)).toEqual(["3", "4", "5", "7"]);
  expect(log.dropped).toBe(3);
  await store.close();
});

test("calls whose writing failed are reported and counted, and later calls are written", async () => {
  const { store } = await openStore("sqlite::memory:");
  const lost: number[] = [];
  const log = new RequestLog(store.requests, (_, count) => lost.push(count));
  log.record("success", () => call("same"));
  await log.flush();
  log.record("success", () => call("same"));
  await log.flush();
  log.record("success", () => call("other"));
  expect((await log.list(all)).map(({ rid }) => rid)).toEqual(["same", "other"]);
  expect(lost).toEqual([1]);
  expect(log.dropped).toBe(1);
  await store.close();
});

test("calls above the limit per second are dropped, with separate limits for successes and refusals", async () => {
  const { store } = await openStore("sqlite::memory:");
  let second = 0;
  const limits = { ...WHOLE_REQUEST_LOG, successesPerSecond: 2, refusalsPerSecond: 1 };
  const log = new RequestLog(store.requests, () => {}, limits, { secondOf: () => second });
  for (const rid of ["1", "2", "3"]) log.record("success", () => call(rid));
  for (const rid of ["4", "5"]) log.record("refusal", () => call(rid));
  second = 1;
  log.record("success", () => call("6"));

  expect((await log.list(all)).map(({ rid }) => rid)).toEqual(["1", "2", "4", "6"]);
  expect(log.dropped).toBe(2);
  await store.close();
});
