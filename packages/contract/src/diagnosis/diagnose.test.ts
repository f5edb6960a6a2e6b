import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ERROR_CATALOGUE } from "../error-catalogue.js";
import { EXAMPLE_UPLOAD } from "../examples.js";
import { OPERATIONS, type OperationKey } from "../operations/index.js";
import { broken } from "../rules/violation.js";
import { diagnoseRefusal, diagnoseRequest, diagnoseUploadTime } from "./diagnose.js";
import { reportDiagnosis } from "./diagnosis.js";
import { DIAGNOSES } from "./diagnosis-catalogue.js";

const nowMs = Date.parse("2022-05-20T13:29:35+08:00");

describe("diagnosing a file without a server", () => {
  const causesOf = (bodyText: string) =>
    diagnoseRequest("uploadShoppingInfo", bodyText, { nowMs }).map(({ violation, diagnoses }) => [
      violation.error.name,
      diagnoses[0]?.id,
    ]);

  test("every broken rule is reported with its own cause", () => {
    const body = structuredClone<Record<string, unknown>>(EXAMPLE_UPLOAD);
    body["payer"] = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";
    body["logistics_type"] = "VIRTUAL";
    body["upload_time"] = "2022-05-20 13:29:35";
    expect(causesOf(JSON.stringify(body))).toEqual([
      ["PARAMETER_ERROR", "payer-as-text"],
      ["LOGISTICS_TYPE_INVALID", "enum-name-unknown"],
      ["UPLOAD_TIME_INVALID", "offset-missing"],
    ]);
  });

  test("a body that is not JSON is reported, and a valid body has no causes", () => {
    expect(causesOf("a=1")).toEqual([["DATA_FORMAT_ERROR", "form-body"]]);
    expect(causesOf(JSON.stringify(EXAMPLE_UPLOAD))).toEqual([]);
  });
});

test("a time is diagnosed as China's time with UTC's Z only if it is 8 hours ahead", () => {
  const idsOf = (value: unknown) => diagnoseUploadTime(value, nowMs).map(({ id }) => id);
  for (const value of [
    "2022-05-20T13:29:35Z",
    "2022-05-20T13:40:00.5z",
    "2022-05-20T13:29:35+00:00",
  ])
    expect(idsOf(value), value).toEqual(["local-time-stamped-utc"]);
  for (const value of [
    "2022-05-20T05:29:35Z",
    "2022-05-20T12:29:35Z",
    "2022-05-20T14:29:35Z",
    "2022-05-20T13:29:35+08:00",
    "2022-05-20T21:29:35+08:00",
    "2030-01-01T00:00:00Z",
    7,
  ])
    expect(idsOf(value), String(value)).toEqual([]);
});

test("every text exists in both languages and names only values that a diagnosis provides", () => {
  const known = new Set(
    "found wanted field names appid stored permission characters bytes limit scheme wantedOfMajor currency unit id missing line column at confirmed digits paid seconds".split(
      " ",
    ),
  );
  for (const [id, { text, hint }] of Object.entries(DIAGNOSES)) {
    for (const { en, zh } of [text, hint]) {
      expect(en, id).toMatch(/[.…!?]$/);
      expect(zh, id).toMatch(/[\u4e00-\u9fff].*[。？…]$/s);
      for (const [, name] of `${en} ${zh}`.matchAll(/\{(\w+)\}/g)) expect(known).toContain(name);
    }
  }
});

test("the diagnosis never throws, whatever the body and the broken rule", () => {
  const operations = Object.keys(OPERATIONS) as OperationKey[];
  const path = fc.constantFrom(
    "",
    "order_key",
    "order_key.mchid",
    "order_list[0].order_detail_jump_link.url",
    "order_list[0].item_list[1].unit_price",
    "upload_time",
    "payer.openid",
  );
  const body = fc.oneof(
    fc.json(),
    fc.string(),
    fc
      .object({ key: fc.constantFrom("order_key", "order_list", "payer", "upload_time", "type") })
      .map((value) => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...ERROR_CATALOGUE.map(({ name }) => name)),
      path,
      body,
      fc.option(fc.constantFrom(...operations)),
      fc.webPath(),
      (name, place, bodyText, operation, url) => {
        const diagnoses = diagnoseRefusal(
          {
            method: "POST",
            path: url,
            query: { access_token: bodyText },
            hasAuthorizationHeader: true,
            contentType: null,
            bodyBytes: new Uint8Array([1, 2]),
            bodyText,
            operation,
            appid: "wxa",
            nowMs,
          },
          broken(name, place),
        );
        for (const diagnosis of diagnoses) reportDiagnosis(diagnosis, "zh");
      },
    ),
    { numRuns: 500 },
  );
});
