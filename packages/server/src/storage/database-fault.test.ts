import { expect, test } from "vitest";
import { DeadlineError } from "../within.js";
import { isDatabaseFault } from "./database-fault.js";
import { OverloadedError } from "./overloaded-error.js";
import { WriterEndedError, WriterHungError } from "./sqlite/writer-messages.js";

const withCode = (code: string) => Object.assign(new Error("failed"), { code });

test.each([
  ["a full queue", new OverloadedError("writes", "a batch", 10)],
  ["a deadline", new DeadlineError("the write", 4_000)],
  ["a locked file", Object.assign(new Error("database is locked"), { errcode: 5 })],
  ["an ended connection", withCode("57P01")],
  ["a refused connection", withCode("ECONNREFUSED")],
  ["a server that does not answer", new Error("Query read timeout")],
  ["a full pool", new Error("timeout exceeded when trying to connect")],
  ["an ended thread", new WriterEndedError(null)],
  ["a hung thread", new WriterHungError()],
])("%s is a fault of the database", (_name, error) => {
  expect(isDatabaseFault(error)).toBe(true);
});

test.each([
  ["a defect", new TypeError("undefined is not a function")],
  ["an error of the framework", withCode("FST_ERR_VALIDATION")],
  ["no error", "text"],
])("%s is none", (_name, error) => {
  expect(isDatabaseFault(error)).toBe(false);
});
