import type { TortureCase } from "../torture-case.js";
import { backupPostgres, backupSqlite } from "./backups.js";
import { callbackAddresses } from "./callback-addresses.js";
import { dataDiskFull } from "./data-disk-full.js";
import { databaseConnections } from "./database-connections.js";
import { databaseFrozen } from "./database-frozen.js";
import { databaseSlow } from "./database-slow.js";
import { databaseUnreachable } from "./database-unreachable.js";
import { guessLimits } from "./guess-limits.js";
import { heldBodies } from "./held-bodies.js";
import { killPostgres, killSqlite } from "./kills.js";
import { logDiskFull, logPipeClosed, logPipeUnread } from "./log-target.js";
import { pipelinedReads } from "./pipelined-reads.js";
import { requestFraming } from "./request-framing.js";
import { rollingRestarts } from "./rolling-restarts.js";
import { slowSockets } from "./slow-sockets.js";
import { sqliteLocked } from "./sqlite-locked.js";
import { STOP_CASES } from "./stop.js";
import { writerThread } from "./writer-thread.js";

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
  writerThread,
  dataDiskFull,
  logDiskFull,
  logPipeClosed,
  logPipeUnread,
  ...STOP_CASES,
  guessLimits,
  requestFraming,
  callbackAddresses,
  killSqlite,
  killPostgres,
  backupSqlite,
  backupPostgres,
  rollingRestarts,
];
