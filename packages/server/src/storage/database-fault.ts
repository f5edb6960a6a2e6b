import { DeadlineError } from "../within.js";
import { OverloadedError } from "./overloaded-error.js";

/** SQLSTATE (`57P01`), or the system's code of a connection (`ECONNREFUSED`). */
const DATABASE_CODE = /^(?:[0-9A-Z]{5}|E[A-Z]+)$/;
/** The errors without a code: of the driver of PostgreSQL, of its pool, and of the writer thread. */
const DATABASE_MESSAGE =
  /^(?:connection terminated|query read timeout|timeout exceeded|the writer thread|the database|the connection was lost)/i;

/**
 * True for an error of the database: it is down, slow, locked or full. A request may be sent again later.
 * Any other error is a defect of the platform.
 */
export function isDatabaseFault(error: unknown): boolean {
  if (error instanceof OverloadedError || error instanceof DeadlineError) return true;
  if (!(error instanceof Error)) return false;
  const { code, errcode } = error as { readonly code?: unknown; readonly errcode?: unknown };
  // SQLite's result code.
  if (typeof errcode === "number") return true;
  return (
    (typeof code === "string" && DATABASE_CODE.test(code)) || DATABASE_MESSAGE.test(error.message)
  );
}
