import {
  type AttemptDetails,
  type LastAttempt,
  presentFault,
  type StoredWebhookFault,
} from "../../domain/webhooks/endpoint.js";
import { ERASED_DATA } from "../rows/event-rows.js";
import type { RowOfFields } from "../rows/fields.js";
import { toJson, toJsonOrNull } from "../rows/json.js";
import type { AttemptRow, WEBHOOK_DELIVERY } from "../rows/webhook-rows.js";
import type { Engine } from "../statements/engine.js";
import { first, run, type Script } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { EndedAttempt, WebhookStore } from "../webhook-store.js";

/** How many attempts of a delivery are kept. */
const ATTEMPTS_KEPT = 10;

type Outcome = Omit<RowOfFields<typeof WEBHOOK_DELIVERY>, "body">;

const OUTCOME_TYPES = {
  position: "bigint",
  state: "text",
  due_at_ms: "bigint",
  tries: "bigint",
  attempts: "bigint",
  ended_at_ms: "bigint",
  status: "bigint",
  fault_details: "text",
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
      fault_details: ref("given.fault_details"),
      fault: ref("given.fault"),
    }))
    .where("webhook_deliveries.endpoint_id", "=", id)
    .whereRef("webhook_deliveries.position", "=", "given.position")
    // SQLite would read all deliveries of the endpoint, and look for each in the list.
    .where("webhook_deliveries.position", "in", (from) =>
      from.selectFrom(dialect.rows<Outcome>(rows, OUTCOME_TYPES)).select("given.position"),
    ),
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
        // What a receiver answered may repeat what it was sent before the order's buyer was erased.
        .where(({ exists, not, selectFrom }) =>
          not(
            exists(
              selectFrom("events")
                .select("events.position")
                .whereRef("events.position", "=", "given.position")
                .where("events.data", "=", ERASED_DATA),
            ),
          ),
        ),
    )
    // Two processes have sent the same event after one had lost its lease.
    .onConflict((conflict) => conflict.doNothing()),
);

const DELETE_ATTEMPTS = statement(
  ({ db }, { id, position, until }: Given<{ id: string; position: number; until: number }>) =>
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

export const webhookOutcomes = (engine: Engine): Pick<WebhookStore, "record"> => ({
  // Not synced: what a failing machine loses is sent again, with the same id and bytes. Another process that
  // continues after this one was killed sees it.
  record: (id, attempts, last) =>
    engine.transaction(() => record(id, attempts, last), { isRepeatable: true, isUnsynced: true }),
});

function* record(
  id: string,
  attempts: readonly EndedAttempt[],
  last: LastAttempt | null,
): Script<{ readonly failingSinceMs: number | null }> {
  yield* run(RECORD, { id, rows: attempts.map(outcomeOf) });
  const made = attempts.filter(isMade);
  if (made.length > 0)
    yield* run(INSERT_ATTEMPTS, { rows: made.map((one) => attemptRow(id, one)) });
  for (const { position, attempts: number } of made) {
    const until = number - ATTEMPTS_KEPT;
    if (until > 0) yield* run(DELETE_ATTEMPTS, { id, position, until });
  }
  if (last !== null) {
    const lastSuccess = made.findLastIndex(({ details }) => details.fault === null);
    const failingSinceMs = made[lastSuccess + 1]?.atMs ?? null;
    const note = lastSuccess === -1 ? NOTE_FAILURE : NOTE_SUCCESS;
    yield* run(note, { id, lastAttempt: toJson(last), failingSinceMs });
  }
  return { failingSinceMs: (yield* first(FAILING_SINCE, { id }))?.failing_since_ms ?? null };
}

type MadeAttempt = EndedAttempt & { readonly details: AttemptDetails };

const isMade = (attempt: EndedAttempt): attempt is MadeAttempt => attempt.details !== null;

const attemptRow = (
  id: string,
  { position, attempts, atMs, details }: MadeAttempt,
): AttemptRow => ({
  endpoint_id: id,
  position,
  number: attempts,
  at_ms: atMs,
  details: toJson(details),
});

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
  status: details?.status ?? null,
  fault_details: faultOf(details?.fault ?? null),
  // The words of an earlier version, about an attempt before this one.
  fault: null,
});

const faultOf = (stored: StoredWebhookFault | null) =>
  toJsonOrNull(stored === null ? null : presentFault(stored));
