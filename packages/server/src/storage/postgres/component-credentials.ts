import type { ComponentCredential } from "../../domain/component.js";
import type { ComponentCredentialStore } from "../component-store.js";
import { COMPONENT_CREDENTIAL_FIELDS, REMEMBERED_MS } from "../rows/token-rows.js";
import type { PostgresDatabase } from "./database.js";
import { lock } from "./locks.js";
import type { Queries } from "./queries.js";

export class PostgresComponentCredentialStore implements ComponentCredentialStore {
  readonly #database: PostgresDatabase;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  async find(credentialHash: string): Promise<ComponentCredential | null> {
    const row = await this.#database.first(
      `SELECT ${COMPONENT_CREDENTIAL_FIELDS} FROM component_credentials WHERE credential_hash = $1`,
      [credentialHash],
    );
    return row as unknown as ComponentCredential | null;
  }

  issue(credential: ComponentCredential, othersRetireAtMs: number | null): Promise<void> {
    return this.#database.transaction((transaction) =>
      putCredential(transaction, credential, othersRetireAtMs),
    );
  }

  exchange(
    codeHash: string,
    credential: ComponentCredential,
    othersRetireAtMs: number,
  ): Promise<boolean> {
    return this.#database.transaction(async (transaction) => {
      const isSpent = await transaction.run(
        "DELETE FROM component_credentials WHERE credential_hash = $1",
        [codeHash],
      );
      if (isSpent === 0) return false;
      await putCredential(transaction, credential, othersRetireAtMs);
      return true;
    });
  }
}

// As the index has it.
const OF_ITS_KIND = "component_appid = $1 AND kind = $2 AND coalesce(appid, '') = $3";

/** Puts a credential, retires the others of its kind, and sweeps the long dead. */
export async function putCredential(
  transaction: Queries,
  credential: ComponentCredential,
  othersRetireAtMs: number | null,
): Promise<void> {
  const { credentialHash, kind, componentAppid, appid, sealedKey, expiresAtMs, retiredAtMs } =
    credential;
  const itsKind = [componentAppid, kind, appid ?? ""];
  // Of two that are issued at once, one must find the other, to retire it.
  await lock(transaction, "component_credentials", ...itsKind);
  if (othersRetireAtMs !== null) {
    await transaction.run(
      `UPDATE component_credentials SET retired_at_ms = $4
       WHERE ${OF_ITS_KIND} AND (retired_at_ms IS NULL OR retired_at_ms > $4)`,
      [...itsKind, othersRetireAtMs],
    );
  }
  await transaction.run(
    `DELETE FROM component_credentials WHERE ${OF_ITS_KIND} AND expires_at_ms < $4`,
    [...itsKind, expiresAtMs - REMEMBERED_MS],
  );
  await transaction.run(
    `INSERT INTO component_credentials (component_appid, kind, appid, credential_hash, sealed_key,
       expires_at_ms, retired_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [componentAppid, kind, appid, credentialHash, sealedKey, expiresAtMs, retiredAtMs],
  );
}
