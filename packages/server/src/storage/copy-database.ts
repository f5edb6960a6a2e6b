import { existsSync } from "node:fs";
import { SettingsError } from "../settings-error.js";
import type { CopyOptions, CopyOutcome } from "./copy/copy-installation.js";
import { engineOf, onPostgres, onSqlite } from "./open-store.js";

/**
 * Copies an installation on SQLite into a PostgreSQL database. No process may serve it meanwhile.
 * @param to.from `sqlite:FILE`
 * @param to.to `postgres://…`
 * @throws SettingsError when either database cannot be opened
 */
export async function copyDatabase(
  { from, to }: { readonly from: string; readonly to: string },
  options: CopyOptions,
): Promise<CopyOutcome> {
  const path = from.slice("sqlite:".length);
  if (engineOf(from) !== "sqlite" || engineOf(to) !== "postgres" || path === ":memory:") {
    throw new SettingsError(
      "Only an installation in a SQLite file can be copied, and only to PostgreSQL: --database sqlite:FILE --to postgres://USER:PASSWORD@HOST/DATABASE.",
    );
  }
  if (!existsSync(path)) throw new SettingsError(`There is no file ${path} to copy.`);
  const [{ SqliteSource }, { PostgresTarget }, { copyInstallation }] = await Promise.all([
    import("./copy/sqlite-source.js"),
    import("./copy/postgres-target.js"),
    import("./copy/copy-installation.js"),
  ]);
  const source = await onSqlite(path, () => SqliteSource.open(path));
  if (source === null) return { kind: "in_use" };
  try {
    const target = await onPostgres(to, () => PostgresTarget.open(to));
    try {
      return await copyInstallation(source, target, options);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}
