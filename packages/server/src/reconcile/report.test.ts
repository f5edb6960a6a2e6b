import { expect, test } from "vitest";
import { failureOf } from "./failures.js";
import { addOutcome, emptyReport } from "./report.js";

test("a report counts every failure, and keeps the first hundred", () => {
  const report = emptyReport();
  for (let number = 0; number < 1_000; number++) {
    const question = { mchid: "1900000109", subMchid: null, number: String(number) };
    addOutcome(report, { kind: "failed", failure: failureOf(question, { kind: "limited" }) });
  }
  addOutcome(report, { kind: "not_paid" });
  expect(report).toMatchObject({ asked: 1_001, failed: 1_000, notPaid: 1 });
  expect(report.failures).toHaveLength(100);
  expect(report.failures[0]?.number).toBe("0");
});
