import { createRequire } from "node:module";
import type {
  DatabaseSyncInstance,
  SqliteModule,
  StatementSyncInstance,
} from "@photostructure/sqlite";

export type Connection = DatabaseSyncInstance;
export type Statement = StatementSyncInstance;

/** A driver with the interface of `node:sqlite`. */
export type Driver = Pick<SqliteModule, "DatabaseSync">;

/** The sources of drivers, replaced in tests. */
export interface DriverSources {
  /** Node's driver; null when it is not stable yet, or its SQLite version is not safe. */
  readonly ofNode: () => Driver | null;
  /** A package that includes its binaries. Its version is fixed, and a test checks that it is safe. */
  readonly ofPackage: () => Promise<Driver>;
}

/** Node's driver when its SQLite is safe, and the package's otherwise. */
export async function loadDriver({ ofNode, ofPackage } = SOURCES): Promise<Driver> {
  const own = ofNode();
  return own !== null && isSafeVersion(versionOf(own)) ? own : ofPackage();
}

const STABLE_SINCE = 24;

const SOURCES: DriverSources = {
  ofNode: () => {
    const major = Number(process.versions.node.split(".")[0]);
    // Loading the module to read its version could print a warning that it is experimental.
    if (major < STABLE_SINCE || !isSafeVersion(process.versions["sqlite"] ?? "")) return null;
    return createRequire(import.meta.url)("node:sqlite") as SqliteModule;
  },
  ofPackage: () => import("@photostructure/sqlite"),
};

/** The version of the loaded SQLite: a build of Node may use the system's library. */
export function versionOf({ DatabaseSync }: Driver): string {
  const connection = new DatabaseSync(":memory:");
  try {
    const row = connection.prepare("SELECT sqlite_version() AS version").get();
    return (row as { readonly version: string }).version;
  } finally {
    connection.close();
  }
}

/** Ranges of safe versions, without the end of each: 3_051_003 is 3.51.3. */
const SAFE = [
  [3_044_006, 3_045_000],
  [3_050_007, 3_051_000],
  [3_051_003, Number.POSITIVE_INFINITY],
] as const;

/**
 * Whether two connections to one file cannot corrupt it. In other versions, a checkpoint that runs
 * during a commit of another connection can skip some of the committed pages.
 * @see https://sqlite.org/wal.html "The WAL-Reset Bug"
 */
export function isSafeVersion(version: string): boolean {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)/.exec(version) ?? [];
  const number = Number(major) * 1_000_000 + Number(minor) * 1_000 + Number(patch);
  return SAFE.some(([first, end]) => number >= first && number < end);
}
