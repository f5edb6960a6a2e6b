import { OPERATIONS, type OperationKey } from "@dingdan/contract";
import { Select } from "antd";
import { useLanguage, useSay } from "../preferences/language.js";
import { inGroups } from "../try-it/operations.js";

/** A choice of an operation by its name or what it does, grouped by product. */
export function OperationSelect<Key extends OperationKey>({
  keys,
  value,
  onChange,
  label,
  isRequired = false,
}: {
  readonly keys: readonly Key[];
  readonly value: Key | undefined;
  readonly onChange: (key: Key | undefined) => void;
  readonly label: string;
  readonly isRequired?: boolean;
}) {
  const say = useSay();
  const { language } = useLanguage();
  return (
    <Select<string>
      aria-label={label}
      placeholder={label}
      className="operation-select"
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: "label" }}
      allowClear={!isRequired}
      {...(value === undefined ? {} : { value })}
      onChange={(chosen: string | undefined) => onChange(chosen as Key | undefined)}
      options={inGroups(keys).map((group) => ({
        label: say(group.title),
        options: group.keys.map((key) => ({
          value: key,
          label: `${OPERATIONS[key].name} · ${OPERATIONS[key].summary[language]}`,
        })),
      }))}
    />
  );
}
