import type { ComponentCredential } from "../../domain/component.js";
import type { ComponentCredentialStore } from "../component-store.js";
import { COMPONENT_CREDENTIAL_FIELDS, REMEMBERED_MS } from "../rows/token-rows.js";
import type { SqliteDatabase } from "./database.js";

export class SqliteComponentCredentialStore implements ComponentCredentialStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  find(credentialHash: string): Promise<ComponentCredential | null> {
    const row = this.#database.first(
      `SELECT ${COMPONENT_CREDENTIAL_FIELDS} FROM component_credentials WHERE credential_hash = ?`,
      credentialHash,
    );
    return Promise.resolve(row as unknown as ComponentCredential | null);
  }

  issue(credential: ComponentCredential, othersRetireAtMs: number | null): Promise<void> {
    return this.#database.write(() => putCredential(this.#database, credential, othersRetireAtMs));
  }

  exchange(
    codeHash: string,
    credential: ComponentCredential,
    othersRetireAtMs: number,
  ): Promise<boolean> {
    return this.#database.write(() => {
      const isSpent = this.#database.run(
        "DELETE FROM component_credentials WHERE credential_hash = ?",
        codeHash,
      );
      if (isSpent === 0) return false;
      putCredential(this.#database, credential, othersRetireAtMs);
      return true;
    });
  }
}

/** Inside a write: puts a credential, retires the others of its kind, and sweeps the long dead. */
export function putCredential(
  database: SqliteDatabase,
  credential: ComponentCredential,
  othersRetireAtMs: number | null,
): void {
  const { credentialHash, kind, componentAppid, appid, sealedKey, expiresAtMs } = credential;
  if (othersRetireAtMs !== null) {
    database.run(
      `UPDATE component_credentials SET retired_at_ms = min(coalesce(retired_at_ms, ?1), ?1)
       WHERE component_appid = ?2 AND kind = ?3 AND appid IS ?4`,
      othersRetireAtMs,
      componentAppid,
      kind,
      appid,
    );
  }
  database.run(
    `DELETE FROM component_credentials
     WHERE component_appid = ? AND kind = ? AND appid IS ? AND expires_at_ms < ?`,
    componentAppid,
    kind,
    appid,
    expiresAtMs - REMEMBERED_MS,
  );
  database.run(
    `INSERT INTO component_credentials (credential_hash, kind, component_appid, appid, sealed_key,
       expires_at_ms, retired_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    credentialHash,
    kind,
    componentAppid,
    appid,
    sealedKey,
    expiresAtMs,
    credential.retiredAtMs,
  );
}
