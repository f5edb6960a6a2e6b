import { expect, test } from "vitest";
import type { Schema } from "../schema.js";
import { ADMIN_OPERATIONS } from "./admin.js";
import { BUYER_OPERATIONS } from "./buyer.js";
import { CONSOLE_OPERATIONS } from "./console.js";
import type { HttpOperation } from "./http-operation.js";

const OPERATIONS: Readonly<Record<string, HttpOperation>> = {
  ...ADMIN_OPERATIONS,
  ...BUYER_OPERATIONS,
  ...CONSOLE_OPERATIONS,
};

const isLimited = (schema: Schema): boolean =>
  ["enum", "pattern", "format", "maxLength", "x-maxBytes"].some((limit) => limit in schema);

test("every text of a query has a limit, and every other parameter is an integer", () => {
  for (const [name, { query }] of Object.entries(OPERATIONS)) {
    for (const [parameter, schema] of Object.entries(query?.properties ?? {})) {
      const about = `${name}, ${parameter}`;
      expect(schema, about).toMatchObject({ type: expect.stringMatching(/^(string|integer)$/) });
      if ("type" in schema && schema.type === "string") expect(isLimited(schema), about).toBe(true);
    }
  }
});
