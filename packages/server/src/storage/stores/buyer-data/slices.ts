import { type SqlBool, sql } from "kysely";
import type { Engine } from "../../statements/engine.js";
import { type Given, type Statement, statement } from "../../statements/statement.js";
import { anyTable, pause } from "./any-table.js";

/** How many rows one step reads: a few milliseconds. */
const SLICE = 1_000;
/** The same for payments, which are read in the order of a key: each is on another page. */
const PAYMENTS = 400;

type NumberedTable = "uploads" | "app_messages" | "event_outbox";

const lastNumber = (table: NumberedTable) =>
  statement((dialect, { after, offset }: Given<{ after: number; offset: number }>) =>
    anyTable(dialect)
      .selectFrom(table)
      .select("number")
      .where("number", ">", after)
      .orderBy("number")
      .limit(1)
      .offset(offset),
  );

const LAST_NUMBER = {
  uploads: lastNumber("uploads"),
  app_messages: lastNumber("app_messages"),
  event_outbox: lastNumber("event_outbox"),
} as const;

/** The numbers of a table, in slices: `after < number <= upTo`. Rows that are added meanwhile are in the last. */
export async function* slicesOf(
  engine: Engine,
  table: NumberedTable,
  size = SLICE,
): AsyncGenerator<{ readonly after: number; readonly upTo: number }> {
  for (let after = 0; ; ) {
    const found = await engine.first(LAST_NUMBER[table], { after, offset: size - 1 });
    const upTo = (found?.["number"] as number | undefined) ?? Number.MAX_SAFE_INTEGER;
    yield { after, upTo };
    if (found === null) return;
    after = upTo;
    await pause();
  }
}

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

/** The keys of the payments, in slices; the last one has no end. */
export async function* paymentSlices(engine: Engine): AsyncGenerator<PaymentSlice> {
  for (let after: PaymentPlace = { appid: "", transaction_id: "" }; ; ) {
    const found = await engine.first(LAST_PAYMENT, { ...after, offset: PAYMENTS - 1 });
    yield {
      appid: after.appid,
      transactionId: after.transaction_id,
      lastAppid: found?.appid ?? "~",
      lastTransactionId: found?.transaction_id ?? "",
    };
    if (found === null) return;
    after = found;
    await pause();
  }
}
