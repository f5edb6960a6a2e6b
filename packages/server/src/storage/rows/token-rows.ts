// What tokens of every kind are read as. The names are quoted, as every engine keeps them.

export const ACCESS_TOKEN_FIELDS = `token_hash AS "tokenHash", appid, kind,
  expires_at_ms AS "expiresAtMs", retired_at_ms AS "retiredAtMs"`;

export const STABLE_TOKEN_FIELDS = `appid, salt, token_hash AS "tokenHash",
  expires_at_ms AS "expiresAtMs", forced_at_ms AS "forcedAtMs", force_day AS "forceDay",
  force_count AS "forceCount"`;

export const COMPONENT_CREDENTIAL_FIELDS = `credential_hash AS "credentialHash", kind,
  component_appid AS "componentAppid", appid, sealed_key AS "sealedKey",
  expires_at_ms AS "expiresAtMs", retired_at_ms AS "retiredAtMs"`;

/** What is long over is answered as what never was: for so long its end is remembered. */
export const REMEMBERED_MS = 24 * 3_600_000;
