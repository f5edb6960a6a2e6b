import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "vitest";
import type { PlatformOptions } from "../../src/index.js";
import { SqliteDatabase } from "../../src/storage/sqlite/database.js";
import { refundOf } from "../support/payments.js";
import { type Merchant, Platform } from "../support/platform.js";
import { createMigratedDatabase, describeOnPostgres } from "../support/postgres.js";
import { createDatabase, type PostgresTestDatabase } from "../support/postgres-database.js";
import { findPostgres } from "../support/postgres-server.js";
import {
  combinedPaymentFor,
  combinedUpload,
  item,
  type Loose,
  order,
  parcel,
  paymentFor,
  shipping,
  upload,
} from "../support/requests.js";

export const ADMIN_KEY = "the-operators-own-key-0123456789";
export const OPENID = "oMARKMuAJO_M2pxb1Q9zNjWeS6o1";
export const OTHERS = "oOTHER95-Ptaags6E_roPHg7AG01";
export const OTHER_APPID = "wx00000000000000ff";

/** A database that platforms are opened on, one after another. */
export interface Place {
  readonly url: string;
  /** The folder of the SQLite file; null on PostgreSQL. */
  readonly folder: string | null;
  open(options?: PlatformOptions): Promise<Platform>;
  /** Runs a statement outside the platform. */
  query(sql: string): Promise<Record<string, unknown>[]>;
  /** The same rows in another place. No platform may be open. */
  copy(): Promise<Place>;
  remove(): Promise<void>;
}

export const SEAL_KEY = randomBytes(32).toString("base64");

export async function placeOnSqlite(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), "dingdan-buyer-"));
  const url = `sqlite:${join(folder, "dingdan.db")}`;
  return {
    url,
    folder,
    open: (options) => Platform.start({ databaseUrl: url, adminKey: ADMIN_KEY, ...options }),
    query: async (sql) => {
      const database = await SqliteDatabase.open(join(folder, "dingdan.db"));
      try {
        return database.all(sql);
      } finally {
        await database.close();
      }
    },
    copy: async () => {
      const other = await placeOnSqlite();
      cpSync(folder, other.folder ?? "", { recursive: true });
      return other;
    },
    remove: async () => rmSync(folder, { recursive: true }),
  };
}

export const placeOnPostgres = async (): Promise<Place> => placeIn(await createMigratedDatabase());

// Beside a SQLite file the platform keeps a key of its own.
const placeIn = (database: PostgresTestDatabase): Place => ({
  url: database.url,
  folder: null,
  open: (options) =>
    Platform.start({
      databaseUrl: database.url,
      adminKey: ADMIN_KEY,
      sealKey: SEAL_KEY,
      ...options,
    }),
  query: (sql) => database.query(sql),
  copy: async () => placeIn(await createDatabase(database.url, database.name)),
  remove: () => database.remove(),
});

/** The bytes of the database, and of a backup that is made now. */
export async function filesOf(place: Place): Promise<Record<string, Buffer>> {
  const { url, folder } = place;
  if (folder === null) return { pg_dump: dumpOf(url) };
  const backup = join(folder, "backup.db");
  rmSync(backup, { force: true });
  await place.query(`VACUUM INTO '${backup}'`);
  return Object.fromEntries(
    readdirSync(folder)
      .map((name) => [name, readFileSync(join(folder, name))] as const)
      .filter(([, bytes]) => bytes.length > 0),
  );
}

const pgDump = (): string => {
  const binaries = findPostgres();
  return binaries === null ? "pg_dump" : join(binaries, "pg_dump");
};

/** Why a test that reads the bytes of a database on PostgreSQL cannot run; null when it can. */
export const missingDump = (): string | null => {
  const { error } = spawnSync(pgDump(), ["--version"]);
  return error === undefined ? null : `there is no pg_dump on this machine: ${error.message}`;
};

function dumpOf(url: string): Buffer {
  const { stdout, stderr } = spawnSync(pgDump(), [url], { maxBuffer: 2 ** 28 });
  if (stderr.length > 0) throw new Error(stderr.toString());
  return stdout;
}

/** The same tests on both engines. */
export function onBothEngines(
  title: string,
  tests: (makePlace: () => Promise<Place>) => void,
  missing?: () => string | null,
) {
  describe(`${title}, on SQLite`, () => tests(placeOnSqlite));
  describeOnPostgres(`${title}, on PostgreSQL`, () => tests(placeOnPostgres), missing);
}

/** The same, for tests that read the bytes of the database. */
export const onEngineBytes = (title: string, tests: (makePlace: () => Promise<Place>) => void) =>
  onBothEngines(title, tests, missingDump);

/** Every marked value that is stored about the buyer. */
export const MARKS = [
  OPENID,
  "MARK-ITEM",
  "MARK-MERCHANT-NO",
  "MARK-PAID",
  "MARK-WAITING",
  "MARK-WHOLE",
  "MARK-PART",
  "MARK-UNUPLOADED",
  "MARK-TRACKING",
  "MARK-REFUND",
  "MARK-TRANSACTION",
] as const;

export const markedKey = (out_trade_no: string) => ({
  order_number_type: 1,
  mchid: "1900000109",
  out_trade_no,
});
const subKeyOf = (out_trade_no: string) => ({ ...markedKey(out_trade_no), mchid: "1900000555" });

const markedOrder = (merchant_order_no: string) =>
  order({ merchant_order_no, item_list: [item({ name: "MARK-ITEM" })] });

/** The buyer's paid order, its payment and its refund. */
export const PAID = upload({
  order_key: markedKey("MARK-PAID"),
  order_list: [markedOrder("MARK-MERCHANT-NO")],
  payer: { openid: OPENID },
});
export const PAYMENT = paymentFor(PAID, { transaction_id: "MARK-TRANSACTION" });
export const REFUND = refundOf(
  PAYMENT,
  { total: 9900, refund: 100, payer_total: 9900, payer_refund: 100 },
  { refund_id: "MARK-REFUND" },
);

export interface Filled {
  readonly merchant: Merchant;
  readonly other: Merchant;
}

/**
 * Stores a buyer's orders in every state, and those of others in the same app and in another one.
 * @param openidElsewhere the buyer in the other app
 */
export async function fill(platform: Platform, openidElsewhere = OPENID): Promise<Filled> {
  const merchant = await platform.registerExample();
  const other = await platform.register({ appid: OTHER_APPID, mchids: ["1900000777"] });
  await merchant.upload(PAID);
  await record(platform, "/payments", PAYMENT);
  await merchant.call(
    "/user-order/orders/shippings",
    shipping({
      order_key: PAID["order_key"],
      shipping_list: [parcel({ tracking_no: "MARK-TRACKING" })],
    }),
  );
  await record(platform, "/refunds", REFUND);
  await merchant.upload(
    upload({ order_key: markedKey("MARK-WAITING"), payer: { openid: OPENID } }),
  );
  const combined = combinedUpload({
    order_key: markedKey("MARK-WHOLE"),
    payer: { openid: OPENID },
  });
  const subOrders = (combined["sub_orders"] as Loose[]).map((part, index) => ({
    ...part,
    order_key: subKeyOf(`MARK-PART-${index}`),
  }));
  const whole = { ...combined, sub_orders: subOrders };
  await merchant.call("/user-order/combine-orders", whole);
  await record(platform, "/payments", combinedPaymentFor(whole));
  const unuploaded = upload({ order_key: markedKey("MARK-UNUPLOADED"), payer: { openid: OPENID } });
  await record(platform, "/payments", paymentFor(unuploaded));
  // Others: a stranger in the same app, and the same openid in another app.
  const stranger = upload({ order_key: markedKey("OTHER-1"), payer: { openid: OTHERS } });
  await merchant.upload(stranger);
  await record(platform, "/payments", paymentFor(stranger));
  const elsewhere = upload({
    order_key: { ...markedKey("OTHER-2"), mchid: "1900000777" },
    payer: { openid: openidElsewhere },
  });
  await other.upload(elsewhere);
  await record(
    platform,
    "/payments",
    paymentFor(elsewhere, { appid: OTHER_APPID, mchid: "1900000777" }),
  );
  await platform.buyer(merchant.appid, OPENID);
  return { merchant, other };
}

export async function record(platform: Platform, path: string, body: unknown): Promise<Loose> {
  const answer = await platform.admin(path === "" ? "GET" : "POST", path, body);
  if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

export interface BuyerExport {
  readonly appid: string;
  readonly sections: Readonly<Record<string, readonly Record<string, unknown>[]>>;
}

export const exportOf = (platform: Platform, appid: string, openid: string) =>
  platform.admin<BuyerExport>("POST", "/buyers/export", { appid, openid });

/** Everything that statements can read; on SQLite every byte of the files. */
export async function textOf(place: Place): Promise<string> {
  if (place.folder === null) {
    const tables = await place.query(
      "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    const rows = await Promise.all(
      tables.map(({ table_name }) => place.query(`SELECT * FROM ${String(table_name)}`)),
    );
    return JSON.stringify(rows);
  }
  const { folder } = place;
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), "latin1"))
    .join("\n");
}
