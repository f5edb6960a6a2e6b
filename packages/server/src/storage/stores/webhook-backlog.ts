import type { WebhookState } from "@dingdan/contract";
import { sql } from "kysely";
import type { Engine } from "../statements/engine.js";
import { all, first } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { WebhookStore } from "../webhook-store.js";

const WAITING = sql.lit("waiting" as const);

/** How many deliveries of an endpoint are counted. */
const COUNT_MAX = 1_000;

const STATES = statement(({ db }) =>
  db
    .selectFrom("webhook_endpoints")
    .select(({ fn }) => ["state", fn.countAll<number>().as("count")])
    .where("state", "<>", "deleted")
    .groupBy("state"),
);

/**
 * For each enabled endpoint, how many deliveries wait and which is the oldest. Both read the index by state,
 * and neither reads what was delivered.
 */
const BACKLOGS = statement(({ db }, { limit }: Given<{ limit: number }>) =>
  db
    .selectFrom("webhook_endpoints as endpoint")
    .select(({ selectFrom }) => [
      selectFrom("webhook_deliveries as delivery")
        .select("delivery.position")
        .whereRef("delivery.endpoint_id", "=", "endpoint.id")
        .where("delivery.state", "=", WAITING)
        .orderBy("delivery.position")
        .limit(1)
        .as("oldest"),
      selectFrom(
        selectFrom("webhook_deliveries as delivery")
          .select("delivery.position")
          .whereRef("delivery.endpoint_id", "=", "endpoint.id" as never)
          .where("delivery.state", "=", WAITING)
          .limit(limit)
          .as("counted"),
      )
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .as("count"),
    ])
    .where("endpoint.state", "=", "enabled"),
);

const ADDED_AT = statement(({ db }, { position }: Given<{ position: number }>) =>
  db.selectFrom("events").select("added_at_ms").where("position", "=", position),
);

export const webhookBacklog = (engine: Engine): Pick<WebhookStore, "backlog"> => ({
  backlog: () =>
    engine.snapshot(function* () {
      const states = yield* all(STATES, {});
      const backlogs = yield* all(BACKLOGS, { limit: COUNT_MAX });
      const waiting = backlogs.reduce((sum, { count }) => sum + (count ?? 0), 0);
      const oldest = backlogs.flatMap(({ oldest: position }) => position ?? []);
      const event =
        oldest.length === 0 ? null : yield* first(ADDED_AT, { position: Math.min(...oldest) });
      return {
        waiting,
        oldestAddedAtMs: event?.added_at_ms ?? null,
        endpoints: new Map(states.map(({ state, count }) => [state as WebhookState, count])),
      };
    }),
});
