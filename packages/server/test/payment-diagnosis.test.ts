import { isUtf8 } from "node:buffer";
import { diagnosePayment, diagnoseRefund, reportDiagnosis } from "@dingdan/contract";
import { describe, expect, test } from "vitest";
import { PAYMENT_DIAGNOSIS_CASES } from "./payment-diagnosis-cases.js";

function sent(body: unknown) {
  const isRaw = typeof body === "string" || body instanceof Uint8Array;
  const bodyBytes = Buffer.from(isRaw ? (body as string) : JSON.stringify(body));
  return { bodyBytes, bodyText: isUtf8(bodyBytes) ? bodyBytes.toString() : null };
}

describe.each(["payment", "refund"] as const)("sent as a %s", (sentAs) => {
  const cases = PAYMENT_DIAGNOSIS_CASES.filter((given) => given.sentAs === sentAs);
  test.each(cases.map((given) => [given.title, given] as const))("%s", (_, given) => {
    const diagnoses = (sentAs === "payment" ? diagnosePayment : diagnoseRefund)(sent(given.body));
    expect(diagnoses.map(({ id, path }) => [id, path])).toEqual(given.found);
    for (const language of ["en", "zh"] as const) {
      const reports = diagnoses.map((diagnosis) => reportDiagnosis(diagnosis, language));
      for (const { text, hint } of reports) expect(`${text} ${hint}`).not.toMatch(/\{\w+\}/);
    }
    if (given.advice !== undefined) {
      const [first] = diagnoses.map((diagnosis) => reportDiagnosis(diagnosis, "en"));
      expect(first?.hint).toContain(given.advice);
    }
  });
});

test("damaged objects never make the diagnosis throw", () => {
  const values = [null, 0, -1, 1.5, "", "x", "19.9", [], [null], {}, { total: {} }, true];
  for (const { body } of PAYMENT_DIAGNOSIS_CASES) {
    if (typeof body !== "object" || body === null || body instanceof Uint8Array) continue;
    for (const name of Object.keys(body)) {
      for (const value of values) {
        const damaged = { ...body, [name]: value };
        for (const diagnose of [diagnosePayment, diagnoseRefund]) {
          for (const found of diagnose(sent(damaged))) reportDiagnosis(found, "zh");
        }
      }
    }
  }
});
