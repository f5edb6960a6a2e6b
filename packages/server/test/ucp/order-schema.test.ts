import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { printSchema, UCP_ORDER_SCHEMA } from "@dingdan/contract";
import type { ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { type PaidOrder, ucpOrder } from "../../src/domain/ucp/ucp-order.js";
import { UCP_VERSIONS, type UcpOrder, type UcpVersion } from "../../src/domain/ucp/ucp-types.js";
import { ucpProfile } from "../../src/ucp/profile.js";
import { testSeed } from "../support/random.js";
import { randomFrom, randomHistory } from "./random-orders.js";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
/** The public schemas of the protocol, which are no part of the repository. */
const SCHEMAS = process.env["DINGDAN_UCP_SCHEMAS"] ?? join(root, "../shared/data/ucp");
const FOLDERS = ["2026-04-08", "main-fdcf8934"] as const;
const isMissing = FOLDERS.find((folder) => !existsSync(join(SCHEMAS, folder, "schemas")));

/** How many orders are made; `npm run check:ucp` makes 10,000. */
const ORDERS = Number(process.env["DINGDAN_UCP_ORDERS"] ?? 1_000);
const PERMALINK = "https://orders.example/ucp/o/abc";

const snapshot = (order: PaidOrder, version: UcpVersion = UCP_VERSIONS[0]): UcpOrder =>
  ucpOrder(order, { permalinkUrl: PERMALINK, version });

/** Both sets use the same `$id`s, so each has an instance of its own. */
function validatorsOf(folder: string) {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const base = join(SCHEMAS, folder, "schemas");
  for (const file of readdirSync(base, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".json")) continue;
    ajv.addSchema(JSON.parse(readFileSync(join(base, file), "utf8")) as object);
  }
  return (id: string) => ajv.getSchema(`https://ucp.dev/schemas/${id}`) as ValidateFunction;
}

test("random orders have the members of our OpenAPI document, and no other", () => {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile(closed(printSchema(UCP_ORDER_SCHEMA, "en")) as object);
  const seed = testSeed();
  const random = randomFrom(seed);
  for (let made = 0; made < 200; ) {
    for (const state of randomHistory(random)) {
      const order = snapshot(state, UCP_VERSIONS[made % UCP_VERSIONS.length]);
      expect(validate(order), JSON.stringify({ seed, errors: validate.errors })).toBe(true);
      made++;
    }
  }
});

/** A schema that allows no other members, at any depth. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const members = Object.entries(schema).map(([name, value]) => [name, closed(value)]);
  const isObject = "properties" in schema && typeof schema.properties === "object";
  return { ...Object.fromEntries(members), ...(isObject ? { additionalProperties: false } : {}) };
}

describe.skipIf(isMissing)(
  isMissing === undefined
    ? "orders of the protocol"
    : `the schemas of the protocol are not in ${SCHEMAS}: set DINGDAN_UCP_SCHEMAS to their folder`,
  () => {
    const seed = testSeed();

    test(`${ORDERS} random orders with all their steps are valid in both versions (seed ${seed})`, {
      timeout: 120_000,
    }, () => {
      const validators = FOLDERS.map((folder) => validatorsOf(folder)("shopping/order.json"));
      const random = randomFrom(seed);
      for (let made = 0; made < ORDERS; ) {
        for (const state of randomHistory(random)) {
          const order = snapshot(state, UCP_VERSIONS[made % UCP_VERSIONS.length]);
          for (const validate of validators) {
            if (validate(order)) continue;
            expect.fail(JSON.stringify({ errors: validate.errors, order }, null, 1));
          }
          made++;
        }
      }
    });

    test.each(UCP_VERSIONS)("the profile of version %s is that of a business", (version) => {
      const profile = ucpProfile({
        origin: "https://orders.example",
        version,
        keys: [{ kid: "k", x: "x", y: "y" }],
      });
      for (const folder of FOLDERS) {
        const validator = validatorsOf(folder);
        const ofMetadata = validator("ucp.json#/$defs/business_schema");
        expect(ofMetadata(profile.ucp), JSON.stringify(ofMetadata.errors)).toBe(true);
        expect(ofMetadata({ ...profile.ucp, services: "none" })).toBe(false);
      }
      // Version 2026-04-08 has no schema of the whole profile.
      const ofProfile = validatorsOf(FOLDERS[1])("profile.json#/$defs/business_schema");
      expect(ofProfile(profile), JSON.stringify(ofProfile.errors)).toBe(true);
      const secret = { ...profile, keys: [{ ...profile.keys[0], d: "secret" }] };
      expect(ofProfile(secret)).toBe(false);
    });

    test("an order with a wrong member is not valid, so the schemas are in use", () => {
      const [state] = randomHistory(randomFrom(1)) as [PaidOrder];
      const order = snapshot(state);
      for (const folder of FOLDERS) {
        const validate = validatorsOf(folder)("shopping/order.json");
        expect(validate({ ...order, totals: [...order.totals, ...order.totals] })).toBe(false);
        expect(validate({ ...order, permalink_url: "no link" })).toBe(false);
      }
    });
  },
);
