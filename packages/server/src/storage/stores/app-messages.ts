import type { AppMessage } from "../../domain/trade/trade-order.js";
import type { AppMessageStore, QueuedAppMessage } from "../app-message-store.js";
import { fromJson } from "../rows/json.js";
import { APP_MESSAGE_COLUMNS, appMessageRow } from "../rows/trade-rows.js";
import type { Dialect } from "../statements/dialect.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { all, run, type Script } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { RowOf } from "../statements/tables.js";

type Due = { nowMs: number; limit: number };

const INSERT = insert("app_messages", APP_MESSAGE_COLUMNS);

/** Selects only the oldest message of each app, so that an app receives its messages in order. */
const due = ({ db }: Dialect, { nowMs, limit }: Given<Due>) =>
  db
    .selectFrom("app_messages as queued")
    .select(["number", "message", "failures"])
    .where("due_at_ms", "<=", nowMs)
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom("app_messages as earlier")
            .select(({ lit }) => lit(1).as("one"))
            .whereRef("earlier.appid", "=", "queued.appid")
            .whereRef("earlier.number", "<", "queued.number"),
        ),
      ),
    )
    .orderBy("due_at_ms")
    .orderBy("number")
    .limit(limit);

const FIND_DUE = statement(due, messageOf);

const LOCK_DUE = statement(
  (dialect, given: Given<Due>) => dialect.forUpdateSkipLocked(due(dialect, given)),
  messageOf,
);

type Numbered = { number: number; dueAtMs: number };

const update = ({ db }: Dialect, { number, dueAtMs }: Given<Numbered>) =>
  db.updateTable("app_messages").set({ due_at_ms: dueAtMs }).where("number", "=", number);

const SET_DUE = statement(update);

const RETRY = statement((dialect, given: Given<Numbered>) =>
  update(dialect, given).set(({ eb, lit }) => ({ failures: eb("failures", "+", lit(1)) })),
);

const DELETE = statement(({ db }, { number }: Given<{ number: number }>) =>
  db.deleteFrom("app_messages").where("number", "=", number),
);

const DELETE_OF = statement(({ db }, { appid }: Given<{ appid: string }>) =>
  db.deleteFrom("app_messages").where("appid", "=", appid),
);

/** Queues messages, inside the transaction of what they report. */
export function* queueMessages(messages: readonly AppMessage[]): Script<void> {
  for (const message of messages) yield* run(INSERT, appMessageRow(message));
}

export const appMessageStore = (engine: Engine): AppMessageStore => ({
  async add(message) {
    await engine.run(INSERT, appMessageRow(message));
  },
  async takeDue({ nowMs, leaseUntilMs, limit }) {
    // Usually no message is due, and this read is cheaper than a transaction.
    if ((await engine.first(FIND_DUE, { nowMs, limit: 1 })) === null) return [];
    return engine.transaction(function* () {
      const messages = yield* all(LOCK_DUE, { nowMs, limit });
      for (const { number } of messages) yield* run(SET_DUE, { number, dueAtMs: leaseUntilMs });
      return messages;
    });
  },
  async remove(number) {
    await engine.run(DELETE, { number });
  },
  async removeOf(appid) {
    await engine.run(DELETE_OF, { appid });
  },
  async retry(number, dueAtMs) {
    await engine.run(RETRY, { number, dueAtMs });
  },
});

function messageOf({
  number,
  message,
  failures,
}: Pick<RowOf<"app_messages">, "number" | "message" | "failures">): QueuedAppMessage {
  return { ...fromJson(message), number, failures };
}
