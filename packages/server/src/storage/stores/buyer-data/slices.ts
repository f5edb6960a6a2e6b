import { type SqlBool, sql } from "kysely";
import type { Engine } from "../../statements/engine.js";
import { type Given, type Statement, statement } from "../../statements/statement.js";
import { anyTable, pause } from "./any-table.js";
import { Pace } from "./pace.js";

/** Rows whose keys are after one and up to another; without an end in the last slice. */
interface Slice<Key> {
  readonly after: Key;
  readonly upTo: Key | null;
}

/**
 * Reads a table in slices of its key, with other work between them. It yields what it found in each, also when
 * that is nothing: its caller may resume later. Rows that are added meanwhile are in the last slice.
 * @param lastOf finds the key of the last row of a slice, which is `offset` rows away
 * @param read reads a slice, and chooses what is wanted of it: its time decides how large the next one is
 */
export async function* pacedSlices<Key, T>(
  first: Key,
  lastOf: (after: Key, offset: number) => Promise<Key | null>,
  read: (slice: Slice<Key>) => Promise<readonly T[]>,
): AsyncGenerator<readonly T[], undefined> {
  const pace = new Pace();
  for (let after = first; ; ) {
    const rows = pace.begin();
    const upTo = await lastOf(after, rows - 1);
    const found = await read({ after, upTo });
    pace.end();
    yield found;
    if (upTo === null) return;
    after = upTo;
    await pause();
  }
}

type NumberedTable = "uploads" | "app_messages" | "event_outbox";

const lastNumber = (table: NumberedTable) =>
  statement(
    (dialect, { after, offset }: Given<{ after: number; offset: number }>) =>
      anyTable(dialect)
        .selectFrom(table)
        .select("number")
        .where("number", ">", after)
        .orderBy("number")
        .limit(1)
        .offset(offset),
    ({ number }) => number as number,
  );

const LAST_NUMBER = {
  uploads: lastNumber("uploads"),
  app_messages: lastNumber("app_messages"),
  event_outbox: lastNumber("event_outbox"),
} as const;

/** The rows of a slice have `after < number <= upTo`. */
export type NumberSlice = { after: number; upTo: number };

/** Reads a table in the order of its numbers. */
export const slicesOf = <T>(
  engine: Engine,
  table: NumberedTable,
  read: (slice: NumberSlice) => Promise<readonly T[]>,
): AsyncGenerator<readonly T[], undefined> =>
  pacedSlices(
    0,
    (after, offset) => engine.first(LAST_NUMBER[table], { after, offset }),
    ({ after, upTo }) => read({ after, upTo: upTo ?? Number.MAX_SAFE_INTEGER }),
  );

interface PaymentPlace {
  readonly appid: string;
  readonly transaction_id: string;
}

const LAST_PAYMENT = statement(
  ({ db }, { appid, transaction_id, offset }: Given<PaymentPlace & { offset: number }>) =>
    db
      .selectFrom("payments")
      .select(["appid", "transaction_id"])
      .where(sql<boolean>`(appid, transaction_id) > (${appid}, ${transaction_id})`)
      .orderBy("appid")
      .orderBy("transaction_id")
      .limit(1)
      .offset(offset),
) as Statement<PaymentPlace & { offset: number }, PaymentPlace>;

/** The keys between which a slice of the payments is. */
export type PaymentSlice = {
  appid: string;
  transactionId: string;
  lastAppid: string;
  lastTransactionId: string;
};

/** Whether a payment is in a slice. */
export const isInSlice = (given: Given<PaymentSlice>) =>
  sql<SqlBool>`(appid, transaction_id) > (${given.appid}, ${given.transactionId})
    and (appid, transaction_id) <= (${given.lastAppid}, ${given.lastTransactionId})`;

/** Reads the payments in the order of their keys. */
export const paymentSlices = <T>(
  engine: Engine,
  read: (slice: PaymentSlice) => Promise<readonly T[]>,
): AsyncGenerator<readonly T[], undefined> =>
  pacedSlices<PaymentPlace, T>(
    { appid: "", transaction_id: "" },
    (after, offset) => engine.first(LAST_PAYMENT, { ...after, offset }),
    ({ after, upTo }) =>
      read({
        appid: after.appid,
        transactionId: after.transaction_id,
        lastAppid: upTo?.appid ?? "~",
        lastTransactionId: upTo?.transaction_id ?? "",
      }),
  );
