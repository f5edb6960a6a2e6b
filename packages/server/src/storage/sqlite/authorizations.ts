import {
  type Authorization,
  type AuthorizationEvent,
  grantEvent,
} from "../../domain/authorization.js";
import type { AuthorizationStore, Grant } from "../component-store.js";
import {
  AUTHORIZATION_COLUMNS,
  authorizationColumns,
  authorizationOf,
} from "../rows/authorization-rows.js";
import { putCredential } from "./component-credentials.js";
import { findComponent } from "./components.js";
import type { SqliteDatabase } from "./database.js";

export class SqliteAuthorizationStore implements AuthorizationStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  find(appid: string, componentAppid: string): Promise<Authorization | null> {
    return Promise.resolve(this.#find(appid, componentAppid));
  }

  grant({ authorization, preAuthCode, authorizationCode }: Grant): Promise<boolean> {
    const { appid, componentAppid, permissionSets, authorizedAtMs } = authorization;
    return this.#database.write(() => {
      if (preAuthCode !== null) {
        const isSpent = this.#database.run(
          `DELETE FROM component_credentials WHERE credential_hash = ? AND kind = 'pre_auth_code'
             AND component_appid = ? AND expires_at_ms > ?`,
          preAuthCode.hash,
          componentAppid,
          authorizedAtMs,
        );
        if (isSpent === 0) return false;
      }
      const stored = this.#find(appid, componentAppid);
      if (stored === null) this.#forget(appid, componentAppid, "authorizer_token");
      this.#database.run(
        `INSERT OR REPLACE INTO component_authorizations (${AUTHORIZATION_COLUMNS}) VALUES (?, ?, ?, ?, ?)`,
        ...authorizationColumns(authorization),
      );
      putCredential(this.#database, authorizationCode, null);
      const event = grantEvent(stored, permissionSets);
      if (event !== null)
        this.#queue(authorization, event, preAuthCode?.code ?? "", authorizedAtMs);
      return true;
    });
  }

  revoke(appid: string, componentAppid: string, nowMs: number): Promise<Authorization | null> {
    return this.#database.write(() => {
      const stored = this.#find(appid, componentAppid);
      if (stored === null) return null;
      this.#database.run(
        "DELETE FROM component_authorizations WHERE appid = ? AND component_appid = ?",
        appid,
        componentAppid,
      );
      this.#forget(appid, componentAppid, "authorization_code");
      this.#queue(stored, "unauthorized", "", nowMs);
      return stored;
    });
  }

  listOf(
    componentAppid: string,
    { offset, limit }: { offset: number; limit: number },
  ): Promise<{ totalCount: number; authorizations: Authorization[] }> {
    const count = this.#database.first(
      "SELECT count(*) AS count FROM component_authorizations WHERE component_appid = ?",
      componentAppid,
    );
    const rows = this.#database.all(
      `SELECT ${AUTHORIZATION_COLUMNS} FROM component_authorizations WHERE component_appid = ?
       ORDER BY authorized_at_ms, appid LIMIT ? OFFSET ?`,
      componentAppid,
      limit,
      offset,
    );
    return Promise.resolve({
      totalCount: count?.["count"] as number,
      authorizations: rows.map(authorizationOf),
    });
  }

  listOfApp(appid: string): Promise<Authorization[]> {
    const rows = this.#database.all(
      `SELECT ${AUTHORIZATION_COLUMNS} FROM component_authorizations WHERE appid = ?
       ORDER BY authorized_at_ms, component_appid`,
      appid,
    );
    return Promise.resolve(rows.map(authorizationOf));
  }

  findOption(appid: string, name: string): Promise<string | null> {
    const row = this.#database.first(
      "SELECT option_value FROM authorizer_options WHERE appid = ? AND option_name = ?",
      appid,
      name,
    );
    return Promise.resolve(row && (row["option_value"] as string));
  }

  putOption(appid: string, name: string, value: string): Promise<void> {
    return this.#database.write(() => {
      this.#database.run(
        `INSERT OR REPLACE INTO authorizer_options (appid, option_name, option_value)
         VALUES (?, ?, ?)`,
        appid,
        name,
        value,
      );
    });
  }

  #find(appid: string, componentAppid: string): Authorization | null {
    const row = this.#database.first(
      `SELECT ${AUTHORIZATION_COLUMNS} FROM component_authorizations WHERE appid = ? AND component_appid = ?`,
      appid,
      componentAppid,
    );
    return row && authorizationOf(row);
  }

  #forget(
    appid: string,
    componentAppid: string,
    kind: "authorizer_token" | "authorization_code",
  ): void {
    this.#database.run(
      "DELETE FROM component_credentials WHERE component_appid = ? AND kind = ? AND appid = ?",
      componentAppid,
      kind,
      appid,
    );
  }

  /** A platform without a callback is told nothing. */
  #queue(
    { appid, componentAppid }: Authorization,
    event: AuthorizationEvent,
    preAuthCode: string,
    nowMs: number,
  ): void {
    if (!findComponent(this.#database, componentAppid)?.callback) return;
    this.#database.run(
      `INSERT INTO component_events (component_appid, appid, info_type, pre_auth_code,
         created_at_ms, due_at_ms, failures) VALUES (?, ?, ?, ?, ?, ?, 0)`,
      componentAppid,
      appid,
      event,
      preAuthCode,
      nowMs,
      nowMs,
    );
  }
}
