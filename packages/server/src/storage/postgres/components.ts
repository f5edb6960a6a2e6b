import type { Component, ComponentCredential } from "../../domain/component.js";
import type { ComponentStore } from "../component-store.js";
import {
  COMPONENT_COLUMNS as COLUMNS,
  componentColumns,
  componentOf,
} from "../rows/component-rows.js";
import { putCredential } from "./component-credentials.js";
import type { PostgresDatabase } from "./database.js";
import type { Queries } from "./queries.js";
import { parametersFor } from "./sql.js";

const FIND = `SELECT ${COLUMNS} FROM components WHERE component_appid = $1`;
const DUE = `SELECT ${COLUMNS} FROM components WHERE ticket_due_at_ms <= $1
  ORDER BY ticket_due_at_ms, component_appid LIMIT $2`;

export class PostgresComponentStore implements ComponentStore {
  readonly #database: PostgresDatabase;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  create(component: Component, ticket: ComponentCredential): Promise<boolean> {
    return this.#database.transaction(async (transaction) => {
      const isNew = await transaction.run(
        `INSERT INTO components (${COLUMNS}) VALUES (${parametersFor(COLUMNS)})
         ON CONFLICT DO NOTHING`,
        componentColumns(component),
      );
      if (isNew === 0) return false;
      await putCredential(transaction, ticket, null);
      return true;
    });
  }

  find(componentAppid: string): Promise<Component | null> {
    return findComponent(this.#database, componentAppid);
  }

  async list({ afterAppid, limit }: { afterAppid: string; limit: number }): Promise<Component[]> {
    const rows = await this.#database.all(
      `SELECT ${COLUMNS} FROM components WHERE component_appid > $1
       ORDER BY component_appid LIMIT $2`,
      [afterAppid, limit],
    );
    return rows.map(componentOf);
  }

  change(
    componentAppid: string,
    change: (component: Component) => Component,
  ): Promise<Component | null> {
    return this.#database.transaction(async (transaction) => {
      const row = await transaction.first(`${FIND} FOR UPDATE`, [componentAppid]);
      if (row === null) return null;
      const changed = change(componentOf(row));
      const values = componentColumns(changed);
      await transaction.run(
        `UPDATE components SET (${COLUMNS}) = (${parametersFor(COLUMNS)})
         WHERE component_appid = $${values.length + 1}`,
        [...values, componentAppid],
      );
      return changed;
    });
  }

  async takeDueTickets({
    nowMs,
    nextDueAtMs,
    limit,
  }: Parameters<ComponentStore["takeDueTickets"]>[0]): Promise<Component[]> {
    // Mostly nothing is due, and looking is cheaper than a transaction.
    if ((await this.#database.first(DUE, [nowMs, limit])) === null) return [];
    return this.#database.transaction(async (transaction) => {
      const rows = await transaction.all(`${DUE} FOR UPDATE SKIP LOCKED`, [nowMs, limit]);
      const components = rows.map(componentOf);
      await transaction.run(
        "UPDATE components SET ticket_due_at_ms = $1 WHERE component_appid = ANY ($2::text[])",
        [nextDueAtMs, components.map(({ componentAppid }) => componentAppid)],
      );
      return components;
    });
  }
}

export async function findComponent(
  queries: Queries,
  componentAppid: string,
): Promise<Component | null> {
  const row = await queries.first(FIND, [componentAppid]);
  return row && componentOf(row);
}
