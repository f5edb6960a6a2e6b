import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { PrismaPg } from "@prisma/adapter-pg";
import Database from "better-sqlite3";
import { Client } from "pg";
import type { CallerTables } from "../common/callers.js";
import type { Order, OrderName, Payment, StoredOrder, Tables } from "../common/orders.js";
import { type Seed, schemaOf, seedRows } from "../common/seed.js";
import { PrismaClient as PostgresClient } from "./generated/postgres/client.js";
import { PrismaClient as SqliteClient } from "./generated/sqlite/client.js";

/** Opens the database, creates its tables, and stores the accepted callers. */
export async function openTables(databaseUrl: string, seed: Seed): Promise<Tables & CallerTables> {
  const isSqlite = databaseUrl.startsWith("sqlite:");
  const prisma = isSqlite
    ? await openSqlite(databaseUrl.slice("sqlite:".length))
    : await openPostgres(databaseUrl);
  const rows = seedRows(seed);
  if ((await prisma.app.count()) === 0) {
    await prisma.app.createMany({ data: rows.apps });
    await prisma.accessToken.createMany({ data: rows.accessTokens });
    await prisma.buyerSession.createMany({ data: rows.buyerSessions });
  }
  return tablesOf(prisma, isSqlite ? sqliteInserts(prisma) : postgresInserts(prisma));
}

async function openSqlite(file: string): Promise<PostgresClient> {
  const database = new Database(file);
  database.pragma("page_size = 16384");
  database.pragma("journal_mode = WAL");
  database.exec(schemaOf("sqlite"));
  database.close();
  const prisma = new SqliteClient({
    adapter: new PrismaBetterSqlite3({ url: `file:${file}` }),
    errorFormat: "minimal",
  });
  // The adapter has one connection, so this setting applies to all statements.
  await prisma.$queryRawUnsafe("PRAGMA synchronous = FULL");
  // Both clients are generated from the same models; their types differ only in the provider.
  return prisma as unknown as PostgresClient;
}

async function openPostgres(databaseUrl: string): Promise<PostgresClient> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(schemaOf("postgres"));
  await client.end();
  return new PostgresClient({
    adapter: new PrismaPg({ connectionString: databaseUrl, max: 20 }),
    errorFormat: "minimal",
  });
}

/** Insertions that return false if the row exists already. */
interface Inserts {
  order(order: Order & { readonly state: string }): Promise<boolean>;
  payment(payment: Payment): Promise<boolean>;
}

/** PostgreSQL skips an existing row, so no error is thrown and caught. */
const postgresInserts = (prisma: PostgresClient): Inserts => ({
  order: async (data) =>
    (await prisma.order.createMany({ data, skipDuplicates: true })).count === 1,
  payment: async (data) =>
    (await prisma.payment.createMany({ data, skipDuplicates: true })).count === 1,
});

/** Prisma has no skipDuplicates for SQLite, so this catches the violation. */
const sqliteInserts = (prisma: PostgresClient): Inserts => ({
  order: (data) => succeeds(prisma.order.create({ data, select: { id: true } })),
  payment: (data) => succeeds(prisma.payment.create({ data, select: { transactionId: true } })),
});

const UNIQUE_VIOLATION = "P2002";

function tablesOf(prisma: PostgresClient, inserts: Inserts): Tables & CallerTables {
  return {
    // Most orders are new, so the INSERT is tried first.
    async upsertOrder(order: Order) {
      const { appid, orderKey, uploadInstant } = order;
      if (await inserts.order({ ...order, state: "waiting" })) return true;
      const { count } = await prisma.order.updateMany({
        where: {
          appid,
          orderKey,
          uploadInstant: { lt: uploadInstant },
          state: { not: "matched" },
        },
        data: { ...order, state: "waiting", transactionId: null, paidAt: null, amountFen: null },
      });
      return count === 1;
    },
    findOrder: (appid: string, orderKey: string) =>
      prisma.order.findUnique({ where: { appid_orderKey: { appid, orderKey } } }),
    findOrders: (appid: string, orderKeys: readonly string[]) =>
      prisma.order.findMany({
        where: { appid, orderKey: { in: [...orderKeys] } },
        orderBy: { id: "asc" },
      }),
    async settleOrder({ appid, orderKey }: OrderName, state, payment: Payment) {
      const { transactionId, paidAt, amountFen } = payment;
      await prisma.order.updateMany({
        where: { appid, orderKey },
        data: { state, transactionId, paidAt, amountFen },
      });
    },
    async deleteOrder({ appid, orderKey }: OrderName) {
      await prisma.order.deleteMany({ where: { appid, orderKey } });
    },
    insertPayment: (payment: Payment) => inserts.payment(payment),
    findPayment: (orderKey: string) =>
      prisma.payment.findUnique({
        where: orderKey.startsWith("2:")
          ? { transactionId: orderKey.slice("2:".length) }
          : { tradeKey: orderKey },
      }),
    // As SQL, because SQLite uses the partial index only if the state is a literal in the statement.
    listMatched: (appid: string, openid: string, limit: number) =>
      prisma.$queryRaw<StoredOrder[]>`
        SELECT id, appid, order_key AS "orderKey", openid, upload_instant AS "uploadInstant",
          details, state, transaction_id AS "transactionId", paid_at AS "paidAt",
          amount_fen AS "amountFen", received_at AS "receivedAt"
        FROM orders WHERE appid = ${appid} AND openid = ${openid} AND state = 'matched'
        ORDER BY paid_at DESC, id DESC LIMIT ${limit}`,
    async findAppByToken(tokenHash: string) {
      const token = await prisma.accessToken.findUnique({ where: { tokenHash } });
      const app = token && (await prisma.app.findUnique({ where: { appid: token.appid } }));
      return (
        token &&
        app && { ...app, mchids: JSON.parse(app.mchids) as string[], expiresAt: token.expiresAt }
      );
    },
    findSession: (tokenHash: string) => prisma.buyerSession.findUnique({ where: { tokenHash } }),
    findAppName: async (appid: string) =>
      (await prisma.app.findUnique({ where: { appid } }))?.name ?? null,
  };
}

/** False if the row exists already. */
async function succeeds(writing: Promise<unknown>): Promise<boolean> {
  try {
    await writing;
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === UNIQUE_VIOLATION) return false;
    throw error;
  }
}
