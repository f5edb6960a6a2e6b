import type { ComponentEvent, ComponentEventStore } from "../component-store.js";
import { COMPONENT_EVENT } from "../rows/component-rows.js";
import type { Dialect } from "../statements/dialect.js";
import type { Engine } from "../statements/engine.js";
import { all, run } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { RowOf } from "../statements/tables.js";

type EventRow = Omit<RowOf<"component_events">, "due_at_ms">;

type Due = { nowMs: number; limit: number };

/** Selects only the oldest event of each platform, so that a platform receives its events in order. */
const due = ({ db }: Dialect, { nowMs, limit }: Given<Due>) =>
  db
    .selectFrom("component_events as event")
    .select("number")
    .select(COMPONENT_EVENT.columns)
    .where("due_at_ms", "<=", nowMs)
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom("component_events as earlier")
            .select(({ lit }) => lit(1).as("one"))
            .whereRef("earlier.component_appid", "=", "event.component_appid")
            .whereRef("earlier.number", "<", "event.number"),
        ),
      ),
    )
    .orderBy("due_at_ms")
    .orderBy("number")
    .limit(limit);

const FIND_DUE = statement(due, eventOf);

const LOCK_DUE = statement(
  (dialect, given: Given<Due>) => dialect.forUpdateSkipLocked(due(dialect, given)),
  eventOf,
);

type Numbered = { number: number; dueAtMs: number };

const update = ({ db }: Dialect, { number, dueAtMs }: Given<Numbered>) =>
  db.updateTable("component_events").set({ due_at_ms: dueAtMs }).where("number", "=", number);

const SET_DUE = statement(update);

const RETRY = statement((dialect, given: Given<Numbered>) =>
  update(dialect, given).set(({ eb, lit }) => ({ failures: eb("failures", "+", lit(1)) })),
);

const DELETE = statement(({ db }, { number }: Given<{ number: number }>) =>
  db.deleteFrom("component_events").where("number", "=", number),
);

export const componentEventStore = (engine: Engine): ComponentEventStore => ({
  async takeDue({ nowMs, leaseUntilMs, limit }) {
    // Usually no event is due, and this read is cheaper than a transaction.
    if ((await engine.first(FIND_DUE, { nowMs, limit: 1 })) === null) return [];
    return engine.transaction(function* () {
      const events = yield* all(LOCK_DUE, { nowMs, limit });
      for (const { number } of events) yield* run(SET_DUE, { number, dueAtMs: leaseUntilMs });
      return events;
    });
  },
  async remove(number) {
    await engine.run(DELETE, { number });
  },
  async retry(number, dueAtMs) {
    await engine.run(RETRY, { number, dueAtMs });
  },
});

function eventOf({ number, ...row }: EventRow): ComponentEvent {
  return { number, ...COMPONENT_EVENT.of(row) };
}
