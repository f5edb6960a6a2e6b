import type { TortureCase } from "../torture-case.js";
import { databaseConnections } from "./database-connections.js";
import { databaseFrozen } from "./database-frozen.js";
import { databaseSlow } from "./database-slow.js";
import { databaseUnreachable } from "./database-unreachable.js";
import { killPostgres, killSqlite } from "./kills.js";
import { sqliteLocked } from "./sqlite-locked.js";

/** Every case, in the order of the report. */
export const CASES: readonly TortureCase[] = [
  databaseFrozen,
  databaseUnreachable,
  databaseSlow,
  databaseConnections,
  sqliteLocked,
  killSqlite,
  killPostgres,
];
