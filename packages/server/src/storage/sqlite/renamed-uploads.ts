import type { StoredUpload } from "../../domain/upload.js";
import type { SqliteDatabase } from "./database.js";

/**
 * Notes an upload that took another's place under new names, in the transaction that wrote it, so that
 * it is found by them: see order-names.ts. A first upload costs nothing here.
 */
export function noteRenamed(
  database: SqliteDatabase,
  before: StoredUpload | null,
  after: StoredUpload,
): void {
  if (before === null || namesOf(before) === namesOf(after)) return;
  database.run(
    `INSERT INTO renamed_uploads (number) SELECT number FROM uploads
     WHERE appid = ? AND order_key = ? ON CONFLICT DO NOTHING`,
    after.appid,
    after.orderKey,
  );
}

const namesOf = ({ openid, merchantOrderNos }: StoredUpload) =>
  [openid, ...merchantOrderNos].join("\n");
