import { expect, test } from "vitest";
import { logAuditHead } from "./log-audit-head.js";

test("the head of the audit trail is logged at the start, then once a day by the clock", async () => {
  const lines: unknown[] = [];
  let nowMs = Date.parse("2022-05-20T23:00:00Z");
  let sequence = 0;
  const run = logAuditHead(
    { head: () => Promise.resolve({ sequence, hash: "ab" }) },
    { nowMs: () => nowMs },
    { info: (line: unknown) => void lines.push(line) },
  );
  await run();
  expect(lines).toEqual([]);

  sequence = 7;
  nowMs += 3_600_000;
  await run();
  await run();
  expect(lines).toEqual([{ auditHead: "7:ab" }]);

  nowMs += 24 * 3_600_000;
  await run();
  expect(lines).toHaveLength(2);
});
