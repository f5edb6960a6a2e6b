import type { Component, ComponentCallback, ComponentCredential } from "../../domain/component.js";
import type { ComponentStore } from "../component-store.js";
import { putCredential } from "./component-credentials.js";
import type { Row, SqliteDatabase } from "./database.js";

const COLUMNS = `component_appid, name, secret_hash, callback, redirect_hosts, permission_sets,
  ticket_due_at_ms, push_failures, last_push_fault, created_at_ms`;

export class SqliteComponentStore implements ComponentStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  create(component: Component, ticket: ComponentCredential): Promise<boolean> {
    return this.#database.write(() => {
      const isNew = this.#database.run(
        `INSERT INTO components (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO NOTHING`,
        ...columnsOf(component),
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
      `SELECT ${COLUMNS} FROM components WHERE component_appid > ?
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
        `UPDATE components SET (${COLUMNS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         WHERE component_appid = ?`,
        ...columnsOf(changed),
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
        `SELECT ${COLUMNS} FROM components WHERE ticket_due_at_ms <= ?
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
    `SELECT ${COLUMNS} FROM components WHERE component_appid = ?`,
    componentAppid,
  );
  return row && componentOf(row);
}

function columnsOf(component: Component) {
  return [
    component.componentAppid,
    component.name,
    component.secretHash,
    component.callback && JSON.stringify(component.callback),
    JSON.stringify(component.redirectHosts),
    component.permissionSets && JSON.stringify(component.permissionSets),
    component.ticketDueAtMs,
    component.pushFailures,
    component.lastPushFault,
    component.createdAtMs,
  ];
}

function componentOf(row: Row): Component {
  const callback = row["callback"] as string | null;
  const permissionSets = row["permission_sets"] as string | null;
  return {
    componentAppid: row["component_appid"] as string,
    name: row["name"] as string,
    secretHash: row["secret_hash"] as string,
    callback: callback === null ? null : (JSON.parse(callback) as ComponentCallback),
    redirectHosts: JSON.parse(row["redirect_hosts"] as string) as string[],
    permissionSets: permissionSets === null ? null : (JSON.parse(permissionSets) as number[]),
    ticketDueAtMs: row["ticket_due_at_ms"] as number | null,
    pushFailures: row["push_failures"] as number,
    lastPushFault: row["last_push_fault"] as string | null,
    createdAtMs: row["created_at_ms"] as number,
  };
}
