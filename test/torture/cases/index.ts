import type { TortureCase } from "../torture-case.js";
import { databaseConnections } from "./database-connections.js";
import { databaseFrozen } from "./database-frozen.js";
import { databaseSlow } from "./database-slow.js";
import { databaseUnreachable } from "./database-unreachable.js";
import { heldBodies } from "./held-bodies.js";
import { killPostgres, killSqlite } from "./kills.js";
import { pipelinedReads } from "./pipelined-reads.js";
import { slowSockets } from "./slow-sockets.js";
import { sqliteLocked } from "./sqlite-locked.js";

/** Every case, in the order of the report. */
export const CASES: readonly TortureCase[] = [
  pipelinedReads,
  heldBodies,
  slowSockets,
  databaseFrozen,
  databaseUnreachable,
  databaseSlow,
  databaseConnections,
  sqliteLocked,
  killSqlite,
  killPostgres,
];
