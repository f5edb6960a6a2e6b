import { OPERATIONS } from "@dingdan/contract";
import { OperationSelect } from "../parts/operation-select.js";
import { ALL_KEYS } from "../try-it/operations.js";

/** A choice of an operation by its documented name, which the log uses. */
export function OperationFilter({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (name: string | undefined) => void;
}) {
  return (
    <OperationSelect
      keys={ALL_KEYS}
      label={label}
      value={ALL_KEYS.find((key) => OPERATIONS[key].name === value)}
      onChange={(key) => onChange(key && OPERATIONS[key].name)}
    />
  );
}
