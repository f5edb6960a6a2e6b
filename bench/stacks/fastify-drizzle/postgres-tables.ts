import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { integer, pgTable, serial, text } from "drizzle-orm/pg-core";
import { Pool } from "pg";
import type { CallerTables } from "../common/callers.js";
import type { Tables } from "../common/orders.js";
import { type Seed, schemaOf, seedRows } from "../common/seed.js";

const apps = pgTable("apps", {
  appid: text().primaryKey(),
  name: text().notNull(),
  mchids: text().notNull(),
});
const accessTokens = pgTable("access_tokens", {
  tokenHash: text("token_hash").primaryKey(),
  appid: text().notNull(),
  expiresAt: text("expires_at").notNull(),
});
const buyerSessions = pgTable("buyer_sessions", {
  tokenHash: text("token_hash").primaryKey(),
  appid: text().notNull(),
  openid: text().notNull(),
  expiresAt: text("expires_at").notNull(),
});
const orders = pgTable("orders", {
  id: serial().primaryKey(),
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
const payments = pgTable("payments", {
  transactionId: text("transaction_id").primaryKey(),
  tradeKey: text("trade_key").notNull(),
  appid: text().notNull(),
  openid: text().notNull(),
  amountFen: integer("amount_fen").notNull(),
  paidAt: text("paid_at").notNull(),
  body: text().notNull(),
});

/** Opens the database, creates its tables, and stores the accepted callers. */
export async function openPostgresTables(
  databaseUrl: string,
  seed: Seed,
): Promise<Tables & CallerTables> {
  const pool = new Pool({ connectionString: databaseUrl, max: 20 });
  await pool.query(schemaOf("postgres"));
  const db = drizzle(pool);
  const rows = seedRows(seed);
  if ((await db.select().from(apps).limit(1)).length === 0) {
    await db.insert(apps).values(rows.apps);
    await db.insert(accessTokens).values(rows.accessTokens);
    await db.insert(buyerSessions).values(rows.buyerSessions);
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
    .prepare("upsert_order");
  const findOrder = db.select().from(orders).where(isNamed).prepare("find_order");
  const settleOrder = db
    .update(orders)
    .set({
      state: sql`${p("state")}`,
      transactionId: sql`${p("transactionId")}`,
      paidAt: sql`${p("paidAt")}`,
      amountFen: sql`${p("amountFen")}`,
    })
    .where(isNamed)
    .prepare("settle_order");
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
    .prepare("insert_payment");
  const byTradeKey = db
    .select()
    .from(payments)
    .where(eq(payments.tradeKey, p("key")))
    .prepare("payment_by_trade_key");
  const byTransactionId = db
    .select()
    .from(payments)
    .where(eq(payments.transactionId, p("key")))
    .prepare("payment_by_transaction_id");
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
    .prepare("list_matched");
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
    .prepare("find_app_by_token");

  return {
    upsertOrder: async (order) => (await upsertOrder.execute({ ...order })).rowCount === 1,
    findOrder: async (appid, orderKey) => (await findOrder.execute({ appid, orderKey }))[0] ?? null,
    findOrders: (appid, orderKeys) =>
      db
        .select()
        .from(orders)
        .where(and(eq(orders.appid, appid), inArray(orders.orderKey, [...orderKeys])))
        .orderBy(asc(orders.id)),
    async settleOrder({ appid, orderKey }, state, { transactionId, paidAt, amountFen }) {
      await settleOrder.execute({ appid, orderKey, state, transactionId, paidAt, amountFen });
    },
    async deleteOrder({ appid, orderKey }) {
      await db.delete(orders).where(and(eq(orders.appid, appid), eq(orders.orderKey, orderKey)));
    },
    insertPayment: async (payment) => (await insertPayment.execute({ ...payment })).rowCount === 1,
    async findPayment(orderKey) {
      const found = orderKey.startsWith("2:")
        ? await byTransactionId.execute({ key: orderKey.slice("2:".length) })
        : await byTradeKey.execute({ key: orderKey });
      return found[0] ?? null;
    },
    listMatched: (appid, openid, limit) => listMatched.execute({ appid, openid, limit }),
    async findAppByToken(tokenHash) {
      const [app] = await findAppByToken.execute({ tokenHash });
      return app === undefined ? null : { ...app, mchids: JSON.parse(app.mchids) as string[] };
    },
    async findSession(tokenHash) {
      const isIt = eq(buyerSessions.tokenHash, tokenHash);
      return (await db.select().from(buyerSessions).where(isIt))[0] ?? null;
    },
    async findAppName(appid) {
      return (await db.select().from(apps).where(eq(apps.appid, appid)))[0]?.name ?? null;
    },
  };
}
