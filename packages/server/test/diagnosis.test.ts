import {
  DIAGNOSES,
  type DiagnosisId,
  diagnoseVerifyResult,
  type LoggedRequestRepresentation,
  reportDiagnosis,
  TRADE_DIAGNOSES,
} from "@dingdan/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DIAGNOSIS_CASES, type DiagnosisCase } from "./diagnosis-cases.js";
import { VALUE_CASES } from "./diagnosis-value-cases.js";
import { WARNING_CASES } from "./diagnosis-warning-cases.js";
import { PAYMENT_DIAGNOSIS_CASES } from "./payment-diagnosis-cases.js";
import type { Loose } from "./support/requests.js";
import { World } from "./support/world.js";

// The last cases of the others change the state of the platform.
const CASES: readonly DiagnosisCase[] = [...VALUE_CASES, ...DIAGNOSIS_CASES];

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.close());

/** Makes the call of a case and returns its row in the log. */
async function loggedOf(given: DiagnosisCase): Promise<LoggedRequestRepresentation | undefined> {
  const { method = "POST", path = "/user-order/orders", as = "merchant", headers = {} } = given;
  const body = given.body as Loose;
  await given.given?.(world, body);
  const merchant = world[as];
  const query = (given.query ?? "access_token=TOKEN").replace(/\bTOKEN\b/, merchant.accessToken);
  const isRaw = typeof body === "string" || (body as unknown) instanceof Uint8Array;
  const text = isRaw ? (body as unknown as BodyInit) : JSON.stringify(body);
  await world.platform.send(method, query === "" ? path : `${path}?${query}`, {
    headers,
    ...(body === undefined
      ? {}
      : {
          body:
            typeof text === "string" ? text.replaceAll("OFFICIAL_ACCOUNT", merchant.appid) : text,
        }),
  });
  await given.since?.(world, body);
  const { body: page } = await world.platform.admin<{
    items: LoggedRequestRepresentation[];
    dropped: number;
  }>("GET", "/requests?limit=100");
  // A call whose diagnosis throws would be dropped from the log.
  expect(page.dropped).toBe(0);
  // Calls made by `since` are in the log, too.
  return page.items.find((item) => item.path.split("&")[0] === path.split("&")[0]);
}

describe("the log names the cause of", () => {
  test.each(CASES.map((given) => [given.title, given] as const))("%s", async (_, given) => {
    const logged = await loggedOf(given);
    expect(logged?.cause).toBe(given.cause);
    const { explanation } = logged as LoggedRequestRepresentation;
    if (given.field !== undefined) expect(explanation.field).toBe(given.field);
    if (given.advice !== undefined) {
      expect(`${explanation.summary} ${explanation.hint}`).toContain(given.advice);
    }
    expect(explanation.hint).not.toBe("");
    // No placeholder of a text is left.
    expect(`${explanation.summary} ${explanation.hint}`).not.toMatch(/\{\w+\}/);
  });

  test("every cause of the catalogue, or another test does", () => {
    const causes = new Set<string>([
      ...CASES.map(({ cause }) => cause),
      ...WARNING_CASES.map(({ warning }) => warning),
      ...PAYMENT_DIAGNOSIS_CASES.flatMap(({ found }) => found.map(([id]) => id)),
      ...CARRIER_CAUSES,
      ...Object.keys(MATCH_CAUSES),
      // In shipping-management/diagnosis.test.ts.
      ...Object.keys(TRADE_DIAGNOSES),
    ]);
    expect(Object.keys(DIAGNOSES).filter((id) => !causes.has(id))).toEqual([]);
    expect(CASES.length).toBeGreaterThanOrEqual(100);
  });
});

/** Warnings about logistics, in upload-warnings.test.ts. */
const CARRIER_CAUSES: readonly DiagnosisId[] = ["carrier-code-case", "carrier-name"];

/** Causes that the comparison of an upload with its payment states, and their values. */
const MATCH_CAUSES: Readonly<Partial<Record<DiagnosisId, Readonly<Record<string, string>>>>> = {
  "payer-is-providers": {},
  "combined-payment-plain-upload": {},
  "plain-payment-combined-upload": {},
  "sub-orders-mismatch": {},
  "sub-order-unknown": { found: "S-9", names: "S-1, S-2" },
  "sub-order-missing": { missing: "S-2" },
  "sub-order-repeated": { found: "S-1" },
};

describe("the causes of a mismatch with the payment", () => {
  test.each(Object.entries(MATCH_CAUSES) as [DiagnosisId, Record<string, string>][])(
    "%s has complete texts",
    (id, values) => {
      for (const language of ["en", "zh"] as const) {
        const { text, hint } = reportDiagnosis({ id, path: "sub_orders", values }, language);
        expect(`${text} ${hint}`).not.toMatch(/\{\w+\}/);
        for (const value of Object.values(values)) expect(`${text} ${hint}`).toContain(value);
      }
    },
  );

  test("verify's SUB_ORDERS_MISMATCH has a cause without values", () => {
    const [cause] = diagnoseVerifyResult("SUB_ORDERS_MISMATCH: …", "");
    expect(cause?.id).toBe("sub-orders-mismatch");
  });
});
