import type { ObjectSchema } from "../schema.js";
import { text } from "../text.js";

/** One cause or warning, in the language of the request. */
export const DIAGNOSIS_SCHEMA = {
  type: "object",
  properties: {
    id: { type: "string", examples: ["price-in-yuan"] },
    path: { type: "string", description: text("Path of the field, or empty", "字段路径，可为空") },
    text: { type: "string", description: text("The problem", "问题所在") },
    hint: { type: "string", description: text("How to fix it", "如何处理") },
  },
  required: ["id", "path", "text", "hint"],
} as const satisfies ObjectSchema;
