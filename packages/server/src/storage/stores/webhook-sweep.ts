import type { Engine } from "../statements/engine.js";
import { all, first, run } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { WebhookStore } from "../webhook-store.js";

const SWEEP_ATTEMPTS = statement(({ db }, { beforeMs }: Given<{ beforeMs: number }>) =>
  db.deleteFrom("webhook_attempts").where("at_ms", "<", beforeMs),
);

const DELETED = statement(({ db }) =>
  db.selectFrom("webhook_endpoints").select("id").where("state", "=", "deleted").limit(1),
);

/** How many deliveries of a deleted endpoint one transaction deletes. */
const DELETED_MAX = 5_000;

const LAST_OF_PART = statement(({ db }, { id, offset }: Given<{ id: string; offset: number }>) =>
  db
    .selectFrom("webhook_deliveries")
    .select("position")
    .where("endpoint_id", "=", id)
    .orderBy("position")
    .limit(1)
    .offset(offset),
);

type Part = { id: string; position: number };

const DELETE_DELIVERIES = statement(({ db }, { id, position }: Given<Part>) =>
  db
    .deleteFrom("webhook_deliveries")
    .where("endpoint_id", "=", id)
    .where("position", "<=", position),
);

const DELETE_ATTEMPTS_OF = statement(({ db }, { id, position }: Given<Part>) =>
  db.deleteFrom("webhook_attempts").where("endpoint_id", "=", id).where("position", "<=", position),
);

const DELETE_ENDPOINT = statement(({ db }, { id }: Given<{ id: string }>) =>
  db.deleteFrom("webhook_endpoints").where("id", "=", id),
);

export const webhookSweep = (engine: Engine): Pick<WebhookStore, "sweep"> => ({
  async sweep(attemptsBeforeMs) {
    await engine.run(
      SWEEP_ATTEMPTS,
      { beforeMs: attemptsBeforeMs },
      { isRepeatable: true, isLong: true },
    );
    if ((await engine.first(DELETED, {})) === null) return;
    await engine.transaction(
      function* () {
        for (const { id } of yield* all(DELETED, {})) {
          const last = yield* first(LAST_OF_PART, { id, offset: DELETED_MAX });
          const position = last?.position ?? Number.MAX_SAFE_INTEGER;
          yield* run(DELETE_DELIVERIES, { id, position });
          yield* run(DELETE_ATTEMPTS_OF, { id, position });
          if (last === null) yield* run(DELETE_ENDPOINT, { id });
        }
      },
      { isRepeatable: true, isLong: true },
    );
  },
});
