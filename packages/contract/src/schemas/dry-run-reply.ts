import type { ObjectSchema } from "../schema.js";

/** Every broken rule in answer order; the call itself would return this `errcode` and `errmsg`. */
export const DRY_RUN_REPLY_SCHEMA = {
  type: "object",
  properties: {
    errcode: { type: "integer" },
    errmsg: { type: "string" },
    violations: {
      type: "array",
      items: {
        type: "object",
        properties: {
          errcode: { type: "integer" },
          path: { type: "string" },
          message: { type: "string" },
          hint: { type: "string" },
        },
        required: ["errcode", "path", "message", "hint"],
      },
    },
  },
  required: ["errcode", "errmsg", "violations"],
} as const satisfies ObjectSchema;
