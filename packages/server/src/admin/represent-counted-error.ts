import { findErrorByCode, OPERATIONS, type OperationKey } from "@dingdan/contract";
import type { CountedError } from "../domain/statistics.js";

/** An error that was counted, with its name and that of its interface. */
export function representCountedError({
  operation,
  errcode,
}: Pick<CountedError, "operation" | "errcode">) {
  const isKnown = operation !== null && Object.hasOwn(OPERATIONS, operation);
  const called = isKnown ? OPERATIONS[operation as OperationKey] : null;
  const name = findErrorByCode(errcode, called)?.name ?? String(errcode);
  return { errcode, name, ...(called === null ? {} : { operation: called.name }) };
}
