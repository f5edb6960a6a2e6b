import { createRequire } from "node:module";
import type {
  DatabaseSyncInstance,
  SqliteModule,
  StatementSyncInstance,
} from "@photostructure/sqlite";

export type Connection = DatabaseSyncInstance;
export type Statement = StatementSyncInstance;

/** What has the `node:sqlite` interface. */
export type Driver = Pick<SqliteModule, "DatabaseSync">;

/** Where drivers come from. */
export interface DriverSources {
  /** Node's own; null where Node has none that is stable, or says itself that it is not safe. */
  readonly ofNode: () => Driver | null;
  /** A package whose binaries come inside npm. Its version is fixed, and a test holds it safe. */
  readonly ofPackage: () => Promise<Driver>;
}

/** Node's own driver where its SQLite is safe, and the package's otherwise. */
export async function loadDriver({ ofNode, ofPackage } = SOURCES): Promise<Driver> {
  const own = ofNode();
  return own !== null && isSafeVersion(versionOf(own)) ? own : ofPackage();
}

const STABLE_SINCE = 24;

const SOURCES: DriverSources = {
  ofNode: () => {
    const major = Number(process.versions.node.split(".")[0]);
    // To load the module only to see its version could print a warning that it is experimental.
    if (major < STABLE_SINCE || !isSafeVersion(process.versions["sqlite"] ?? "")) return null;
    return createRequire(import.meta.url)("node:sqlite") as SqliteModule;
  },
  ofPackage: () => import("@photostructure/sqlite"),
};

/** The version of the SQLite that is loaded: Node may be built to use the system's. */
export function versionOf({ DatabaseSync }: Driver): string {
  const connection = new DatabaseSync(":memory:");
  try {
    const row = connection.prepare("SELECT sqlite_version() AS version").get();
    return (row as { readonly version: string }).version;
  } finally {
    connection.close();
  }
}

/** Safe versions, each range up to the version that it ends before: 3_051_003 is 3.51.3. */
const SAFE = [
  [3_044_006, 3_045_000],
  [3_050_007, 3_051_000],
  [3_051_003, Number.POSITIVE_INFINITY],
] as const;

/**
 * Whether two connections to one file cannot corrupt it. In other versions a checkpoint that meets a
 * commit of another connection can pass over some of what was committed.
 * @see https://sqlite.org/wal.html "The WAL-Reset Bug"
 */
export function isSafeVersion(version: string): boolean {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)/.exec(version) ?? [];
  const number = Number(major) * 1_000_000 + Number(minor) * 1_000 + Number(patch);
  return SAFE.some(([first, end]) => number >= first && number < end);
}
