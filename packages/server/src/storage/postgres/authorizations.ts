import {
  type Authorization,
  type AuthorizationEvent,
  grantEvent,
} from "../../domain/authorization.js";
import type { AuthorizationStore, Grant } from "../component-store.js";
import {
  authorizationColumns,
  authorizationOf,
  AUTHORIZATION_COLUMNS as COLUMNS,
} from "../rows/authorization-rows.js";
import { putCredential } from "./component-credentials.js";
import { findComponent } from "./components.js";
import type { PostgresDatabase } from "./database.js";
import { lock } from "./locks.js";
import type { Queries } from "./queries.js";
import { parametersFor } from "./sql.js";

export class PostgresAuthorizationStore implements AuthorizationStore {
  readonly #database: PostgresDatabase;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  find(appid: string, componentAppid: string): Promise<Authorization | null> {
    return find(this.#database, appid, componentAppid);
  }

  grant({ authorization, preAuthCode, authorizationCode }: Grant): Promise<boolean> {
    const { appid, componentAppid, permissionSets, authorizedAtMs } = authorization;
    return this.#database.transaction(async (transaction) => {
      await lockAuthorization(transaction, appid, componentAppid);
      if (preAuthCode !== null) {
        const isSpent = await transaction.run(
          `DELETE FROM component_credentials WHERE credential_hash = $1 AND kind = 'pre_auth_code'
             AND component_appid = $2 AND expires_at_ms > $3`,
          [preAuthCode.hash, componentAppid, authorizedAtMs],
        );
        if (isSpent === 0) return false;
      }
      const stored = await find(transaction, appid, componentAppid);
      if (stored === null) await forget(transaction, appid, componentAppid, "authorizer_token");
      await transaction.run(
        `INSERT INTO component_authorizations (${COLUMNS}) VALUES (${parametersFor(COLUMNS)})
         ON CONFLICT (appid, component_appid) DO UPDATE SET
           permission_sets = excluded.permission_sets, refresh_salt = excluded.refresh_salt,
           authorized_at_ms = excluded.authorized_at_ms`,
        authorizationColumns(authorization),
      );
      await putCredential(transaction, authorizationCode, null);
      const event = grantEvent(stored, permissionSets);
      if (event !== null) {
        await queue(transaction, authorization, event, preAuthCode?.code ?? "", authorizedAtMs);
      }
      return true;
    });
  }

  revoke(appid: string, componentAppid: string, nowMs: number): Promise<Authorization | null> {
    return this.#database.transaction(async (transaction) => {
      await lockAuthorization(transaction, appid, componentAppid);
      const row = await transaction.first(
        `DELETE FROM component_authorizations WHERE appid = $1 AND component_appid = $2
         RETURNING ${COLUMNS}`,
        [appid, componentAppid],
      );
      if (row === null) return null;
      const ended = authorizationOf(row);
      await forget(transaction, appid, componentAppid, "authorization_code");
      await queue(transaction, ended, "unauthorized", "", nowMs);
      return ended;
    });
  }

  listOf(
    componentAppid: string,
    { offset, limit }: { offset: number; limit: number },
  ): Promise<{ totalCount: number; authorizations: Authorization[] }> {
    return this.#database.snapshot(async (queries) => {
      const count = await queries.first(
        "SELECT count(*) AS count FROM component_authorizations WHERE component_appid = $1",
        [componentAppid],
      );
      const rows = await queries.all(
        `SELECT ${COLUMNS} FROM component_authorizations WHERE component_appid = $1
         ORDER BY authorized_at_ms, appid LIMIT $2 OFFSET $3`,
        [componentAppid, limit, offset],
      );
      return {
        totalCount: count?.["count"] as number,
        authorizations: rows.map(authorizationOf),
      };
    });
  }

  async listOfApp(appid: string): Promise<Authorization[]> {
    const rows = await this.#database.all(
      `SELECT ${COLUMNS} FROM component_authorizations WHERE appid = $1
       ORDER BY authorized_at_ms, component_appid`,
      [appid],
    );
    return rows.map(authorizationOf);
  }

  async findOption(appid: string, name: string): Promise<string | null> {
    const row = await this.#database.first(
      "SELECT option_value FROM authorizer_options WHERE appid = $1 AND option_name = $2",
      [appid, name],
    );
    return row && (row["option_value"] as string);
  }

  async putOption(appid: string, name: string, value: string): Promise<void> {
    await this.#database.run(
      `INSERT INTO authorizer_options (appid, option_name, option_value) VALUES ($1, $2, $3)
       ON CONFLICT (appid, option_name) DO UPDATE SET option_value = excluded.option_value`,
      [appid, name, value],
    );
  }
}

/** What befalls an authorisation is told to its platform in the order in which it was committed. */
const lockAuthorization = (transaction: Queries, appid: string, componentAppid: string) =>
  lock(transaction, "component_authorizations", appid, componentAppid);

async function find(
  queries: Queries,
  appid: string,
  componentAppid: string,
): Promise<Authorization | null> {
  const row = await queries.first(
    `SELECT ${COLUMNS} FROM component_authorizations WHERE appid = $1 AND component_appid = $2`,
    [appid, componentAppid],
  );
  return row && authorizationOf(row);
}

async function forget(
  transaction: Queries,
  appid: string,
  componentAppid: string,
  kind: "authorizer_token" | "authorization_code",
): Promise<void> {
  await transaction.run(
    `DELETE FROM component_credentials
     WHERE component_appid = $1 AND kind = $2 AND coalesce(appid, '') = $3`,
    [componentAppid, kind, appid],
  );
}

/** A platform without a callback is told nothing. */
async function queue(
  transaction: Queries,
  { appid, componentAppid }: Authorization,
  event: AuthorizationEvent,
  preAuthCode: string,
  nowMs: number,
): Promise<void> {
  const component = await findComponent(transaction, componentAppid);
  if (!component?.callback) return;
  await transaction.run(
    `INSERT INTO component_events (component_appid, appid, info_type, pre_auth_code,
       created_at_ms, due_at_ms, failures) VALUES ($1, $2, $3, $4, $5, $5, 0)`,
    [componentAppid, appid, event, preAuthCode, nowMs],
  );
}
