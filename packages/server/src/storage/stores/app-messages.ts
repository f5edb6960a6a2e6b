import type { AppMessage } from "../../domain/trade/trade-order.js";
import type { AppMessageStore, QueuedAppMessage, TakenMessages } from "../app-message-store.js";
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

/**
 * Selects the apps whose oldest message is due. It goes from app to app by an index, so that the messages
 * of a busy app, or of one whose server fails, delay no other app.
 */
const due = ({ db }: Dialect, { nowMs, limit }: Given<Due>) =>
  db
    .withRecursive("app(appid)", (query) =>
      query
        .selectFrom("app_messages")
        .select(({ fn }) => fn.min<string | null>("appid").as("appid"))
        .unionAll(
          query
            .selectFrom("app")
            .select(({ selectFrom }) =>
              selectFrom("app_messages as next")
                .select(({ fn }) => fn.min<string | null>("next.appid").as("appid"))
                .whereRef("next.appid", ">", "app.appid")
                .as("appid"),
            )
            .where("app.appid", "is not", null),
        ),
    )
    .selectFrom("app_messages as oldest")
    .select("oldest.appid")
    .where("oldest.number", "in", ({ selectFrom }) =>
      selectFrom("app").select((app) =>
        app
          .selectFrom("app_messages as message")
          .select(({ fn }) => fn.min<number>("message.number").as("number"))
          .whereRef("message.appid", "=", "app.appid")
          .as("number"),
      ),
    )
    .where("oldest.due_at_ms", "<=", nowMs)
    .orderBy("oldest.due_at_ms")
    .orderBy("oldest.number")
    .limit(limit);

const FIND_DUE = statement(due);

const LOCK_DUE = statement((dialect, given: Given<Due>) =>
  dialect.forUpdateSkipLocked(due(dialect, given)),
);

const OLDEST_OF = statement(
  ({ db }, { appid, limit }: Given<{ appid: string; limit: number }>) =>
    db
      .selectFrom("app_messages")
      .select(["number", "message", "failures"])
      .where("appid", "=", appid)
      .orderBy("number")
      .limit(limit),
  messageOf,
);

const LEASE = statement(
  ({ db }, { appid, number, dueAtMs }: Given<{ appid: string; number: number; dueAtMs: number }>) =>
    db
      .updateTable("app_messages")
      .set({ due_at_ms: dueAtMs })
      .where("appid", "=", appid)
      .where("number", "<=", number),
);

const RELEASE = statement(
  ({ db }, { appid, number, dueAtMs }: Given<{ appid: string; number: number; dueAtMs: number }>) =>
    db
      .updateTable("app_messages")
      .set({ due_at_ms: dueAtMs })
      .where("appid", "=", appid)
      .where("number", ">=", number)
      .where("due_at_ms", ">", dueAtMs),
);

type Numbered = { number: number; dueAtMs: number };

const RETRY = statement(({ db }, { number, dueAtMs }: Given<Numbered>) =>
  db
    .updateTable("app_messages")
    .set(({ eb, lit }) => ({ due_at_ms: dueAtMs, failures: eb("failures", "+", lit(1)) }))
    .where("number", "=", number),
);

const DELETE = statement(({ db }, { number }: Given<{ number: number }>) =>
  db.deleteFrom("app_messages").where("number", "=", number),
);

const DELETE_OF = statement(({ db }, { appid }: Given<{ appid: string }>) =>
  db.deleteFrom("app_messages").where("appid", "=", appid),
);

const DELETE_UNTIL = statement(
  ({ db }, { appid, createdUntilMs }: Given<{ appid: string; createdUntilMs: number }>) =>
    db
      .deleteFrom("app_messages")
      .where("appid", "=", appid)
      .where("created_at_ms", "<=", createdUntilMs),
);

/** Queues messages, inside the transaction of what they report. */
export function* queueMessages(messages: readonly AppMessage[]): Script<void> {
  for (const message of messages) yield* run(INSERT, appMessageRow(message));
}

export const appMessageStore = (engine: Engine): AppMessageStore => ({
  async add(message) {
    await engine.run(INSERT, appMessageRow(message));
  },
  async takeDue({ nowMs, leaseUntilMs, limit, perApp }) {
    // Usually no message is due, and this read is cheaper than a transaction.
    if ((await engine.first(FIND_DUE, { nowMs, limit: 1 })) === null) return [];
    return engine.transaction(function* () {
      const taken: TakenMessages[] = [];
      for (const { appid } of yield* all(LOCK_DUE, { nowMs, limit })) {
        const messages = yield* all(OLDEST_OF, { appid, limit: perApp });
        const number = messages.at(-1)?.number ?? 0;
        yield* run(LEASE, { appid, number, dueAtMs: leaseUntilMs });
        taken.push({ appid, messages });
      }
      return taken;
    });
  },
  async release(waiting) {
    await engine.run(RELEASE, waiting);
  },
  removeUntil: (appid, createdUntilMs) => engine.run(DELETE_UNTIL, { appid, createdUntilMs }),
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
