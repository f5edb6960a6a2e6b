import type { WebhookDeliveryState } from "@dingdan/contract";
import { sql } from "kysely";
import type { LastAttempt } from "../../domain/webhooks/endpoint.js";
import { EVENT, type EventRow } from "../rows/event-rows.js";
import type { RowOfFields } from "../rows/fields.js";
import { toJson } from "../rows/json.js";
import { type AttemptRow, WEBHOOK_DELIVERY } from "../rows/webhook-rows.js";
import type { Dialect } from "../statements/dialect.js";
import type { Engine } from "../statements/engine.js";
import { all, first, run, type Script } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { EndedAttempt, WebhookStore } from "../webhook-store.js";

/** How many attempts of a delivery are kept. */
const ATTEMPTS_KEPT = 10;

const WAITING = sql.lit("waiting" as const);

type Position = { id: string; position: number };

const DELIVERY_COLUMNS = WEBHOOK_DELIVERY.columns.map((column) => `delivery.${column}` as const);
const EVENT_COLUMNS = EVENT.columns
  .filter((column) => column !== "position")
  .map((column) => `event.${column}` as const);

/** Deliveries with their events. */
const joined = ({ db }: Dialect, { id }: Given<{ id: string }>) =>
  db
    .selectFrom("webhook_deliveries as delivery")
    .innerJoin("events as event", "event.position", "delivery.position")
    .select([...DELIVERY_COLUMNS, ...EVENT_COLUMNS])
    .where("delivery.endpoint_id", "=", id);

const read = (row: object) => ({
  delivery: WEBHOOK_DELIVERY.of(row as RowOfFields<typeof WEBHOOK_DELIVERY>),
  event: EVENT.of(row as EventRow),
});

const DUE = statement(
  (
    { db },
    { nowMs, realNowMs, owner }: Given<{ nowMs: number; realNowMs: number; owner: string }>,
  ) =>
    db
      .selectFrom("webhook_endpoints as endpoint")
      .select("endpoint.id")
      .where("endpoint.state", "=", "enabled")
      .where(({ eb, or }) =>
        or([eb("endpoint.leased_by", "=", owner), eb("endpoint.leased_until_ms", "<=", realNowMs)]),
      )
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom("webhook_deliveries as delivery")
            .select("delivery.position")
            .whereRef("delivery.endpoint_id", "=", "endpoint.id")
            .where("delivery.state", "=", WAITING)
            .where("delivery.due_at_ms", "<=", nowMs),
        ),
      ),
);

const DUE_OF = statement(
  (dialect, given: Given<{ id: string; nowMs: number; limit: number }>) =>
    joined(dialect, given)
      .where("delivery.state", "=", WAITING)
      .where("delivery.due_at_ms", "<=", given.nowMs)
      .orderBy("delivery.due_at_ms")
      .orderBy("delivery.position")
      .limit(given.limit),
  read,
);

interface ListQuery {
  id: string;
  before: number;
  limit: number;
  state?: WebhookDeliveryState;
}

const LIST = statement(
  (dialect, given: Given<ListQuery>) => {
    const page = joined(dialect, given)
      .where("delivery.position", "<", given.before)
      .orderBy("delivery.position", "desc")
      .limit(given.limit);
    return given.state === undefined ? page : page.where("delivery.state", "=", given.state);
  },
  read,
  ["state"],
);

const FIND = statement(
  (dialect, given: Given<Position>) =>
    joined(dialect, given).where("delivery.position", "=", given.position),
  read,
);

const LOG = statement(
  ({ db }, { id, position }: Given<Position>) =>
    db
      .selectFrom("webhook_attempts")
      .select(["number", "at_ms", "details"])
      .where("endpoint_id", "=", id)
      .where("position", "=", position)
      .orderBy("number"),
  ({ number, at_ms, details }) => ({
    number,
    atMs: at_ms,
    details: JSON.parse(details) as EndedAttempt["details"],
  }),
);

const COUNT = statement(
  (
    { db },
    { id, state, limit }: Given<{ id: string; state: WebhookDeliveryState; limit: number }>,
  ) =>
    db
      .selectFrom(({ selectFrom }) =>
        selectFrom("webhook_deliveries")
          .select("position")
          .where("endpoint_id", "=", id)
          .where("state", "=", state)
          .limit(limit)
          .as("counted"),
      )
      .select(({ fn }) => fn.countAll<number>().as("count")),
);

const PUT_BODY = statement(({ db }, { id, position, body }: Given<Position & { body: string }>) =>
  db
    .updateTable("webhook_deliveries")
    .set({ body })
    .where("endpoint_id", "=", id)
    .where("position", "=", position)
    .where("body", "is", null),
);

type Outcome = Omit<RowOfFields<typeof WEBHOOK_DELIVERY>, "body">;

const OUTCOME_TYPES = {
  position: "bigint",
  state: "text",
  due_at_ms: "bigint",
  tries: "bigint",
  attempts: "bigint",
  ended_at_ms: "bigint",
  status: "bigint",
  fault: "text",
} as const;

const RECORD = statement((dialect, { id, rows }: Given<{ id: string; rows: readonly Outcome[] }>) =>
  dialect.db
    .updateTable("webhook_deliveries")
    .from(dialect.rows<Outcome>(rows, OUTCOME_TYPES))
    .set(({ ref }) => ({
      state: ref("given.state"),
      due_at_ms: ref("given.due_at_ms"),
      tries: ref("given.tries"),
      attempts: ref("given.attempts"),
      ended_at_ms: ref("given.ended_at_ms"),
      status: ref("given.status"),
      fault: ref("given.fault"),
    }))
    .where("webhook_deliveries.endpoint_id", "=", id)
    .whereRef("webhook_deliveries.position", "=", "given.position"),
);

const ATTEMPT_COLUMNS = ["endpoint_id", "position", "number", "at_ms", "details"] as const;

const INSERT_ATTEMPTS = statement((dialect, { rows }: Given<{ rows: readonly AttemptRow[] }>) =>
  dialect.db
    .insertInto("webhook_attempts")
    .columns(ATTEMPT_COLUMNS)
    .expression((from) =>
      from
        .selectFrom(
          dialect.rows<AttemptRow>(rows, {
            endpoint_id: "text",
            position: "bigint",
            number: "bigint",
            at_ms: "bigint",
            details: "text",
          }),
        )
        .select(ATTEMPT_COLUMNS.map((column) => `given.${column}` as const))
        // Without a WHERE, SQLite reads the ON of ON CONFLICT as that of a join.
        .where(sql<boolean>`true`),
    )
    // Two processes have sent the same event after one had lost its lease.
    .onConflict((conflict) => conflict.doNothing()),
);

const DELETE_ATTEMPTS = statement(
  ({ db }, { id, position, until }: Given<Position & { until: number }>) =>
    db
      .deleteFrom("webhook_attempts")
      .where("endpoint_id", "=", id)
      .where("position", "=", position)
      .where("number", "<=", until),
);

type Note = { id: string; lastAttempt: string; failingSinceMs: number | null };

const NOTE_SUCCESS = statement(({ db }, { id, lastAttempt, failingSinceMs }: Given<Note>) =>
  db
    .updateTable("webhook_endpoints")
    .set({ last_attempt: lastAttempt as never, failing_since_ms: failingSinceMs })
    .where("id", "=", id),
);

const NOTE_FAILURE = statement(({ db }, { id, lastAttempt, failingSinceMs }: Given<Note>) =>
  db
    .updateTable("webhook_endpoints")
    .set(({ fn, ref }) => ({
      last_attempt: lastAttempt as never,
      failing_since_ms: fn.coalesce(ref("failing_since_ms"), failingSinceMs),
    }))
    .where("id", "=", id),
);

const FAILING_SINCE = statement(({ db }, { id }: Given<{ id: string }>) =>
  db.selectFrom("webhook_endpoints").select("failing_since_ms").where("id", "=", id),
);

type DeliveryPart = Pick<
  WebhookStore,
  "count" | "due" | "dueOf" | "putBody" | "record" | "deliveries" | "delivery"
>;

export const webhookDeliveries = (engine: Engine): DeliveryPart => ({
  async count(id, countMax) {
    const countOf = async (state: WebhookDeliveryState) =>
      (await engine.first(COUNT, { id, state, limit: countMax }))?.count ?? 0;
    return {
      waiting: await countOf("waiting"),
      delivered: await countOf("delivered"),
      failed: await countOf("failed"),
    };
  },
  due: async (given) => (await engine.all(DUE, given)).map(({ id }) => id),
  dueOf: (id, given) => engine.all(DUE_OF, { id, ...given }),
  async putBody(id, position, body) {
    await engine.run(PUT_BODY, { id, position, body }, { isRepeatable: true });
  },
  record: (id, attempts, last) =>
    engine.transaction(() => record(id, attempts, last), { isRepeatable: true }),
  deliveries: ({ id, before, limit, state }) =>
    engine.all(LIST, {
      id,
      before: before ?? Number.MAX_SAFE_INTEGER,
      limit,
      ...(state === undefined ? {} : { state }),
    }),
  delivery: (id, position) =>
    engine.snapshot(function* () {
      const found = yield* first(FIND, { id, position });
      return found && { ...found, log: yield* all(LOG, { id, position }) };
    }),
});

function* record(
  id: string,
  attempts: readonly EndedAttempt[],
  last: LastAttempt,
): Script<{ readonly failingSinceMs: number | null }> {
  yield* run(RECORD, { id, rows: attempts.map(outcomeOf) });
  const rows = attempts.map((attempt) => ({
    endpoint_id: id,
    position: attempt.position,
    number: attempt.attempts,
    at_ms: attempt.atMs,
    details: toJson(attempt.details),
  }));
  yield* run(INSERT_ATTEMPTS, { rows });
  for (const { position, attempts: number } of attempts) {
    const until = number - ATTEMPTS_KEPT;
    if (until > 0) yield* run(DELETE_ATTEMPTS, { id, position, until });
  }
  const lastSuccess = attempts.findLastIndex(({ details }) => details.fault === null);
  const failingSinceMs = attempts[lastSuccess + 1]?.atMs ?? null;
  const note = lastSuccess === -1 ? NOTE_FAILURE : NOTE_SUCCESS;
  yield* run(note, { id, lastAttempt: toJson(last), failingSinceMs });
  return { failingSinceMs: (yield* first(FAILING_SINCE, { id }))?.failing_since_ms ?? null };
}

const outcomeOf = ({
  position,
  state,
  dueAtMs,
  tries,
  attempts,
  endedAtMs,
  details,
}: EndedAttempt): Outcome => ({
  position,
  state,
  due_at_ms: dueAtMs,
  tries,
  attempts,
  ended_at_ms: endedAtMs,
  status: details.status,
  fault: details.fault,
});
