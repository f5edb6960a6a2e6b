import type { BuyerToken } from "../store.js";
import type { Row, SqlValue } from "./row.js";

export const BUYER_TOKEN_COLUMNS = "token_hash, purpose, buyers, is_preview, expires_at_ms";

export const buyerTokenColumns = (token: BuyerToken): SqlValue[] => [
  token.tokenHash,
  token.purpose,
  JSON.stringify(token.buyers),
  token.isPreview ? 1 : 0,
  token.expiresAtMs,
];

export const buyerTokenOf = (row: Row): BuyerToken => ({
  tokenHash: row["token_hash"] as string,
  purpose: row["purpose"] as BuyerToken["purpose"],
  buyers: JSON.parse(row["buyers"] as string) as BuyerToken["buyers"],
  isPreview: row["is_preview"] === 1,
  expiresAtMs: row["expires_at_ms"] as number,
});
