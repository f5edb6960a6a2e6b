import Database from "better-sqlite3";
import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { CallerTables } from "../common/callers.js";
import type { Tables } from "../common/orders.js";
import { type Seed, schemaOf, seedRows } from "../common/seed.js";

const apps = sqliteTable("apps", {
  appid: text().primaryKey(),
  name: text().notNull(),
  mchids: text().notNull(),
});
const accessTokens = sqliteTable("access_tokens", {
  tokenHash: text("token_hash").primaryKey(),
  appid: text().notNull(),
  expiresAt: text("expires_at").notNull(),
});
const buyerSessions = sqliteTable("buyer_sessions", {
  tokenHash: text("token_hash").primaryKey(),
  appid: text().notNull(),
  openid: text().notNull(),
  expiresAt: text("expires_at").notNull(),
});
const orders = sqliteTable("orders", {
  id: integer().primaryKey({ autoIncrement: true }),
  appid: text().notNull(),
  orderKey: text("order_key").notNull(),
  openid: text().notNull(),
  uploadInstant: text("upload_instant").notNull(),
  details: text().notNull(),
  state: text().notNull(),
  transactionId: text("transaction_id"),
  paidAt: text("paid_at"),
  amountFen: integer("amount_fen"),
  receivedAt: text("received_at").notNull(),
});
const payments = sqliteTable("payments", {
  transactionId: text("transaction_id").primaryKey(),
  tradeKey: text("trade_key").notNull(),
  appid: text().notNull(),
  openid: text().notNull(),
  amountFen: integer("amount_fen").notNull(),
  paidAt: text("paid_at").notNull(),
  body: text().notNull(),
});

/** Opens the file, creates its tables, and stores the accepted callers. */
export function openSqliteTables(file: string, seed: Seed): Tables & CallerTables {
  const database = new Database(file);
  database.pragma("page_size = 16384");
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  database.exec(schemaOf("sqlite"));
  const db = drizzle(database);
  const rows = seedRows(seed);
  if (db.select().from(apps).limit(1).all().length === 0) {
    db.insert(apps).values(rows.apps).run();
    db.insert(accessTokens).values(rows.accessTokens).run();
    db.insert(buyerSessions).values(rows.buyerSessions).run();
  }

  const p = sql.placeholder;
  const isNamed = and(eq(orders.appid, p("appid")), eq(orders.orderKey, p("orderKey")));
  const upsertOrder = db
    .insert(orders)
    .values({
      appid: p("appid"),
      orderKey: p("orderKey"),
      openid: p("openid"),
      uploadInstant: p("uploadInstant"),
      details: p("details"),
      state: "waiting",
      receivedAt: p("receivedAt"),
    })
    .onConflictDoUpdate({
      target: [orders.appid, orders.orderKey],
      set: {
        openid: sql`excluded.openid`,
        uploadInstant: sql`excluded.upload_instant`,
        details: sql`excluded.details`,
        state: "waiting",
        transactionId: null,
        paidAt: null,
        amountFen: null,
        receivedAt: sql`excluded.received_at`,
      },
      setWhere: sql`${orders.uploadInstant} < excluded.upload_instant AND ${orders.state} <> 'matched'`,
    })
    .prepare();
  const findOrder = db.select().from(orders).where(isNamed).prepare();
  const settleOrder = db
    .update(orders)
    .set({
      state: sql`${p("state")}`,
      transactionId: sql`${p("transactionId")}`,
      paidAt: sql`${p("paidAt")}`,
      amountFen: sql`${p("amountFen")}`,
    })
    .where(isNamed)
    .prepare();
  const insertPayment = db
    .insert(payments)
    .values({
      transactionId: p("transactionId"),
      tradeKey: p("tradeKey"),
      appid: p("appid"),
      openid: p("openid"),
      amountFen: p("amountFen"),
      paidAt: p("paidAt"),
      body: p("body"),
    })
    .onConflictDoNothing()
    .prepare();
  const byTradeKey = db
    .select()
    .from(payments)
    .where(eq(payments.tradeKey, p("key")))
    .prepare();
  const byTransactionId = db
    .select()
    .from(payments)
    .where(eq(payments.transactionId, p("key")))
    .prepare();
  const listMatched = db
    .select()
    .from(orders)
    .where(
      and(
        eq(orders.appid, p("appid")),
        eq(orders.openid, p("openid")),
        // The partial index is used only if the state is a literal in the statement.
        sql`${orders.state} = 'matched'`,
      ),
    )
    .orderBy(desc(orders.paidAt), desc(orders.id))
    .limit(p("limit"))
    .prepare();
  const findAppByToken = db
    .select({
      appid: apps.appid,
      name: apps.name,
      mchids: apps.mchids,
      expiresAt: accessTokens.expiresAt,
    })
    .from(accessTokens)
    .innerJoin(apps, eq(apps.appid, accessTokens.appid))
    .where(eq(accessTokens.tokenHash, p("tokenHash")))
    .prepare();

  return {
    upsertOrder: async (order) => upsertOrder.run({ ...order }).changes === 1,
    findOrder: async (appid, orderKey) => findOrder.get({ appid, orderKey }) ?? null,
    findOrders: async (appid, orderKeys) =>
      db
        .select()
        .from(orders)
        .where(and(eq(orders.appid, appid), inArray(orders.orderKey, [...orderKeys])))
        .orderBy(asc(orders.id))
        .all(),
    async settleOrder({ appid, orderKey }, state, { transactionId, paidAt, amountFen }) {
      settleOrder.run({ appid, orderKey, state, transactionId, paidAt, amountFen });
    },
    async deleteOrder({ appid, orderKey }) {
      db.delete(orders)
        .where(and(eq(orders.appid, appid), eq(orders.orderKey, orderKey)))
        .run();
    },
    insertPayment: async (payment) => insertPayment.run({ ...payment }).changes === 1,
    findPayment: async (orderKey) =>
      (orderKey.startsWith("2:")
        ? byTransactionId.get({ key: orderKey.slice("2:".length) })
        : byTradeKey.get({ key: orderKey })) ?? null,
    listMatched: async (appid, openid, limit) => listMatched.all({ appid, openid, limit }),
    async findAppByToken(tokenHash) {
      const app = findAppByToken.get({ tokenHash });
      return app === undefined ? null : { ...app, mchids: JSON.parse(app.mchids) as string[] };
    },
    findSession: async (tokenHash) =>
      db.select().from(buyerSessions).where(eq(buyerSessions.tokenHash, tokenHash)).get() ?? null,
    findAppName: async (appid) =>
      db.select().from(apps).where(eq(apps.appid, appid)).get()?.name ?? null,
  };
}
