import { expect, test } from "vitest";
import { DeadlineError } from "../within.js";
import { databaseFaultOf } from "./database-fault.js";
import { OverloadedError } from "./overloaded-error.js";
import { FileReplacedError } from "./sqlite/open-files.js";
import { WriterEndedError, WriterHungError } from "./sqlite/writer-messages.js";

const withCode = (code: string) => Object.assign(new Error("failed"), { code });

test.each([
  ["a full queue", new OverloadedError("writes", "a batch", 10), "overloaded"],
  ["a deadline", new DeadlineError("the write", 4_000), "slow"],
  ["a locked file", Object.assign(new Error("failed"), { errcode: 5 }), "locked"],
  ["a locked file, of the writer thread", new Error("database is locked"), "locked"],
  ["a full disk", new Error("database or disk is full"), "full"],
  ["a full disk of the server", withCode("53100"), "full"],
  ["a read-only server", withCode("25006"), "read_only"],
  ["an ended connection", withCode("57P01"), "unreachable"],
  ["a refused connection", withCode("ECONNREFUSED"), "unreachable"],
  ["a server that does not answer", new Error("Query read timeout"), "slow"],
  ["a full pool", new Error("timeout exceeded when trying to connect"), "connections_exhausted"],
  ["a server without free connections", withCode("53300"), "connections_exhausted"],
  ["an ended thread", new WriterEndedError(null), "writer_thread"],
  ["a hung thread", new WriterHungError(), "writer_thread"],
  ["a replaced file", new FileReplacedError("/data/dingdan.db"), "file_replaced"],
  ["another error of the server", withCode("23505"), "other"],
])("%s is a fault of the database", (_name, error, fault) => {
  expect(databaseFaultOf(error)).toBe(fault);
});

test.each([
  ["a defect", new TypeError("undefined is not a function")],
  ["an error of the framework", withCode("FST_ERR_VALIDATION")],
  ["no error", "text"],
])("%s is none", (_name, error) => {
  expect(databaseFaultOf(error)).toBeNull();
});
