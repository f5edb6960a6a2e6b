import { DeadlineError } from "../within.js";
import { OverloadedError } from "./overloaded-error.js";

/** What is wrong with the database, as `dingdan_faults_total` counts it. */
export type DatabaseFault =
  | "locked"
  | "full"
  | "read_only"
  | "slow"
  | "unreachable"
  | "connections_exhausted"
  | "overloaded"
  | "writer_thread"
  | "file_replaced"
  | "other";

/** The meaning of SQLSTATE codes and of the system's codes. */
const CODES: readonly (readonly [RegExp, DatabaseFault])[] = [
  [/^55P03$/, "locked"],
  [/^(?:53100|ENOSPC|EDQUOT)$/, "full"],
  [/^(?:25006|EROFS)$/, "read_only"],
  [/^57014$/, "slow"],
  [/^53300$/, "connections_exhausted"],
  [/^(?:08\w{3}|57P\w{2}|25P03|E[A-Z]+)$/, "unreachable"],
  [/^[0-9A-Z]{5}$/, "other"],
];

/** SQLite's result codes, without their upper bits. */
const RESULT_CODES: Readonly<Record<number, DatabaseFault>> = {
  5: "locked",
  6: "locked",
  8: "read_only",
  13: "full",
};

/** The errors without a code: of the drivers, of the pool, and of SQLite on the writer thread. */
const MESSAGES: readonly (readonly [RegExp, DatabaseFault])[] = [
  [/^database (?:table )?is locked/, "locked"],
  [/^database or disk is full/, "full"],
  [/^attempt to write a readonly database/, "read_only"],
  [/^Query read timeout/, "slow"],
  [/^timeout exceeded when trying to connect/, "connections_exhausted"],
  [
    /^(?:Connection terminated|Client (?:was closed|has encountered)|the connection was lost)/,
    "unreachable",
  ],
  [/^the writer thread/, "writer_thread"],
  [/^the database file .* was deleted, moved or replaced/s, "file_replaced"],
  [/^(?:disk I\/O error|unable to open database|the database)/, "other"],
];

/**
 * The fault of the database behind an error, or null for a defect of the platform. After a fault of the
 * database, a request may be sent again later.
 */
export function databaseFaultOf(error: unknown): DatabaseFault | null {
  if (error instanceof OverloadedError) return "overloaded";
  if (error instanceof DeadlineError) return "slow";
  if (!(error instanceof Error)) return null;
  const { code, errcode } = error as { readonly code?: unknown; readonly errcode?: unknown };
  if (typeof errcode === "number") return RESULT_CODES[errcode % 256] ?? "other";
  const byCode = typeof code === "string" ? meaning(CODES, code) : null;
  return byCode ?? meaning(MESSAGES, error.message);
}

const meaning = (meanings: readonly (readonly [RegExp, DatabaseFault])[], text: string) =>
  meanings.find(([pattern]) => pattern.test(text))?.[1] ?? null;
