import type { AccessToken, StableToken } from "../../domain/access-token.js";
import type { AdminKey } from "../../domain/admin-key.js";
import type { ComponentCredential } from "../../domain/component.js";
import type { ConsoleSession } from "../console-store.js";
import type { BuyerToken } from "../store.js";
import { bit, emptyForNull, fieldsOf, json } from "./fields.js";

/**
 * How long an expired token stays stored, so that a call with it is answered "expired" and not
 * "invalid". Older ones are deleted when the next token of their kind is issued.
 */
export const REMEMBERED_MS = 24 * 3_600_000;

export const ACCESS_TOKEN = fieldsOf<AccessToken>()({
  tokenHash: "token_hash",
  appid: "appid",
  kind: "kind",
  expiresAtMs: "expires_at_ms",
  retiredAtMs: "retired_at_ms",
});

export const STABLE_TOKEN = fieldsOf<StableToken>()({
  appid: "appid",
  salt: "salt",
  tokenHash: "token_hash",
  expiresAtMs: "expires_at_ms",
  forcedAtMs: "forced_at_ms",
  forceDay: "force_day",
  forceCount: "force_count",
});

export const COMPONENT_CREDENTIAL = fieldsOf<ComponentCredential>()({
  credentialHash: "credential_hash",
  kind: "kind",
  componentAppid: "component_appid",
  appid: "appid",
  sealedKey: "sealed_key",
  expiresAtMs: "expires_at_ms",
  retiredAtMs: "retired_at_ms",
});

export const BUYER_TOKEN = fieldsOf<BuyerToken>()({
  tokenHash: "token_hash",
  purpose: "purpose",
  buyers: json("buyers"),
  isPreview: bit("is_preview"),
  expiresAtMs: "expires_at_ms",
});

export const CONSOLE_SESSION = fieldsOf<ConsoleSession>()({
  tokenHash: "token_hash",
  id: "id",
  role: "role",
  appid: emptyForNull("appid"),
  credentialHash: "credential_hash",
  createdAtMs: "created_at_ms",
  expiresAtMs: "expires_at_ms",
});

export const ADMIN_KEY = fieldsOf<AdminKey>()({
  keyHash: "key_hash",
  id: "id",
  name: "name",
  role: "role",
  createdAtMs: "created_at_ms",
  issuedAtMs: "issued_at_ms",
  lastUsedAtMs: "last_used_at_ms",
  expiresAtMs: "expires_at_ms",
  revokedAtMs: "revoked_at_ms",
});
