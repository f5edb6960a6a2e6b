import { expect, test } from "vitest";
import type { RequestRecord } from "../../domain/request-record.js";
import { REQUEST, requestValues } from "./request-rows.js";

const RECORD: RequestRecord = {
  rid: "6b0b693a-9c965254-9aa67bc5",
  atMs: 1,
  appid: null,
  componentAppid: "wxcomponent",
  operation: "uploadShoppingInfo",
  method: "POST",
  path: "/user-order/orders",
  query: "access_token=***",
  errcode: 47001,
  fault: "DATA_FORMAT_ERROR",
  message: "data format error",
  cause: "a cause",
  diagnoses: [],
  durationMs: 2,
  clientIp: "127.0.0.1",
  userAgent: "agent",
  contentType: "application/json",
  body: "{",
  bodyBytes: 3,
  bodyState: "whole",
  redacted: ["a"],
  reply: "{}",
  orderKey: "2:4200",
  openidHash: "hash",
  sealedOpenids: "s1.a.b",
};

test("the values of a call that are written out are those of its columns", () => {
  for (const record of [RECORD, { ...RECORD, appid: "wxapp", orderKey: null }]) {
    expect(requestValues(record)).toEqual(REQUEST.values(record));
  }
});
