import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import {
  missingDump,
  onBothEngines,
  type Place,
  placeOnSqlite,
  SEAL_KEY,
} from "../buyer-data/support.js";
import { createEmptyDatabase } from "../support/postgres.js";
import { findPostgres } from "../support/postgres-server.js";

/** A database that a backup is restored into. */
export interface Target {
  readonly url: string;
  remove(): Promise<void>;
}

/** An empty target of the same engine as a place. */
export async function targetFor({ folder }: Place): Promise<Target> {
  if (folder === null) return createEmptyDatabase();
  return placeOnSqlite();
}

/** A folder for backups of each test, and the programs of PostgreSQL in the PATH. */
export function useFolder(): () => string {
  let folder: string;
  let path: string | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "dingdan-backup-"));
    path = process.env["PATH"];
    const binaries = findPostgres();
    if (binaries !== null) process.env["PATH"] = `${binaries}${delimiter}${path}`;
  });
  afterEach(() => {
    process.env["PATH"] = path;
    rmSync(folder, { recursive: true });
  });
  return () => folder;
}

export const onEngines = (title: string, tests: (makePlace: () => Promise<Place>) => void) =>
  onBothEngines(title, tests, missingDump);

/** Every platform on SQLite has this key, too, so that a restored one can be given it. */
export const KEYS = { sealKey: SEAL_KEY } as const;
