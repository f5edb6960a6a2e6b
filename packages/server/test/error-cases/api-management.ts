import type { ErrorCases, World } from "../support/world.js";

const ask = (w: World, rid: unknown) => w.merchant.call("/cgi-bin/openapi/rid/get", { rid });

export const API_MANAGEMENT_CASES: ErrorCases = {
  RID_INVALID: (w) => ask(w, "6aac005a"),
  RID_NOT_FOUND: (w) => ask(w, "6aac005a-01bfdbee-79769285"),
  RID_FORBIDDEN: async (w) => {
    const { errmsg } = await w.officialAccount.upload("");
    return ask(w, errmsg.slice(-26));
  },
};
