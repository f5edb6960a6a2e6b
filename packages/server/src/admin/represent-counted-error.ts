import {
  errorTitle,
  findErrorByCode,
  type Language,
  OPERATIONS,
  type OperationKey,
} from "@dingdan/contract";
import type { CountedError } from "../domain/statistics.js";

/** An error that was counted, with its name, its meaning and the name of its interface. */
export function representCountedError(
  { operation, errcode }: Pick<CountedError, "operation" | "errcode">,
  language: Language,
) {
  const isKnown = operation !== null && Object.hasOwn(OPERATIONS, operation);
  const called = isKnown ? OPERATIONS[operation as OperationKey] : null;
  const of = { errcode, ...(called === null ? {} : { operation: called.name }) };
  const name = findErrorByCode(errcode, called)?.name ?? String(errcode);
  return { ...of, name, title: errorTitle(of)[language] };
}
