import type { AttentionReason, Mismatch } from "@dingdan/contract";
import { sql } from "kysely";
import type { AttentionCountStore } from "../console-store.js";
import type { Engine } from "../statements/engine.js";
import { all, first } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";

// The condition on the state is that of the index uploads_mismatched.
const MISMATCHES = statement(
  ({ db }, { appid }: Given<{ appid?: string }>) => {
    const counted = db
      .selectFrom("uploads")
      .select(({ fn }) => ["mismatch", fn.countAll<number>().as("count")])
      .where("state", "=", sql.lit("mismatched" as const))
      .groupBy("mismatch");
    return appid === undefined ? counted : counted.where("appid", "=", appid);
  },
  undefined,
  ["appid"],
);

// The condition is that of the index payments_contradicted.
const CONTRADICTED = statement(
  ({ db }, { appid }: Given<{ appid?: string }>) => {
    const counted = db
      .selectFrom("payments")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("contradiction", "is not", null);
    return appid === undefined ? counted : counted.where("appid", "=", appid);
  },
  undefined,
  ["appid"],
);

const REASONS: Readonly<Record<Mismatch, AttentionReason>> = {
  payer: "other_payer",
  order_number_type: "other_form",
  sub_orders: "parts_differ",
};

export const attentionCountStore = (engine: Engine): AttentionCountStore => ({
  byReason: (appid) =>
    engine.snapshot(function* () {
      const given = appid === null ? {} : { appid };
      const mismatches = yield* all(MISMATCHES, given);
      const contradicted = (yield* first(CONTRADICTED, given))?.count ?? 0;
      const counts = mismatches.map(
        ({ mismatch, count }) => [REASONS[mismatch as Mismatch], count] as const,
      );
      return new Map([...counts, ["contradicted", contradicted] as const]);
    }),
});
