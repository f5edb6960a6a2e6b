import type { ObjectSchema } from "../schema.js";
import { text } from "../text.js";
import { DIAGNOSIS_SCHEMA } from "./diagnosis.js";

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
          causes: {
            type: "array",
            description: text(
              "The known causes, likeliest first; the hint is that of the first",
              "已知原因，最可能的在前；hint 取自第一条",
            ),
            items: DIAGNOSIS_SCHEMA,
          },
        },
        required: ["errcode", "path", "message", "hint", "causes"],
      },
    },
    warnings: {
      type: "array",
      description: text(
        "What is probably wrong although no rule rejects it, such as a picture that the buyer does not see",
        "虽不违反规则但很可能有误的内容，例如买家看不到的图片",
      ),
      items: DIAGNOSIS_SCHEMA,
    },
  },
  required: ["errcode", "errmsg", "violations"],
} as const satisfies ObjectSchema;
