import { createRequire } from "node:module";
import type {
  DatabaseSyncInstance,
  SqliteModule,
  StatementSyncInstance,
} from "@photostructure/sqlite";

export type Connection = DatabaseSyncInstance;
export type Statement = StatementSyncInstance;

/**
 * The `node:sqlite` interface: Node's own from version 24 on, where it is stable; before that a
 * package with the same interface, whose binaries come inside npm.
 */
export async function loadDriver(): Promise<Pick<SqliteModule, "DatabaseSync">> {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < 24) return import("@photostructure/sqlite");
  return createRequire(import.meta.url)("node:sqlite") as SqliteModule;
}
