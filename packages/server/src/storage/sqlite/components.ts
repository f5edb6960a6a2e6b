import type { Component, ComponentCredential } from "../../domain/component.js";
import type { ComponentStore } from "../component-store.js";
import { COMPONENT_COLUMNS, componentColumns, componentOf } from "../rows/component-rows.js";
import { putCredential } from "./component-credentials.js";
import type { SqliteDatabase } from "./database.js";

export class SqliteComponentStore implements ComponentStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  create(component: Component, ticket: ComponentCredential): Promise<boolean> {
    return this.#database.write(() => {
      const isNew = this.#database.run(
        `INSERT INTO components (${COMPONENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO NOTHING`,
        ...componentColumns(component),
      );
      if (isNew === 0) return false;
      putCredential(this.#database, ticket, null);
      return true;
    });
  }

  find(componentAppid: string): Promise<Component | null> {
    return Promise.resolve(findComponent(this.#database, componentAppid));
  }

  list({ afterAppid, limit }: { afterAppid: string; limit: number }): Promise<Component[]> {
    const rows = this.#database.all(
      `SELECT ${COMPONENT_COLUMNS} FROM components WHERE component_appid > ?
       ORDER BY component_appid LIMIT ?`,
      afterAppid,
      limit,
    );
    return Promise.resolve(rows.map(componentOf));
  }

  change(
    componentAppid: string,
    change: (component: Component) => Component,
  ): Promise<Component | null> {
    return this.#database.write(() => {
      const component = findComponent(this.#database, componentAppid);
      if (component === null) return null;
      const changed = change(component);
      this.#database.run(
        `UPDATE components SET (${COMPONENT_COLUMNS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         WHERE component_appid = ?`,
        ...componentColumns(changed),
        componentAppid,
      );
      return changed;
    });
  }

  takeDueTickets({
    nowMs,
    nextDueAtMs,
    limit,
  }: {
    nowMs: number;
    nextDueAtMs: number;
    limit: number;
  }): Promise<Component[]> {
    const due = () =>
      this.#database.all(
        `SELECT ${COMPONENT_COLUMNS} FROM components WHERE ticket_due_at_ms <= ?
         ORDER BY ticket_due_at_ms, component_appid LIMIT ?`,
        nowMs,
        limit,
      );
    // Mostly nothing is due, and looking is cheaper than a commit.
    if (due().length === 0) return Promise.resolve([]);
    return this.#database.write(() => {
      const components = due().map(componentOf);
      for (const { componentAppid } of components) {
        this.#database.run(
          "UPDATE components SET ticket_due_at_ms = ? WHERE component_appid = ?",
          nextDueAtMs,
          componentAppid,
        );
      }
      return components;
    });
  }
}

export function findComponent(database: SqliteDatabase, componentAppid: string): Component | null {
  const row = database.first(
    `SELECT ${COMPONENT_COLUMNS} FROM components WHERE component_appid = ?`,
    componentAppid,
  );
  return row && componentOf(row);
}
