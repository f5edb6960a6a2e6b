import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { isObject, type Schema, text } from "@dingdan/contract";
import { Button, Input, InputNumber, Select, Switch } from "antd";
import { useId } from "react";
import { useSay } from "../preferences/language.js";

const T = {
  add: (name: string) => text(`Add to ${name}`, `添加 ${name}`),
  remove: (name: string) => text(`Remove ${name}`, `移除 ${name}`),
  needed: text("required", "必填"),
  notSet: text("not set", "未填"),
};

interface FieldProps {
  readonly schema: Schema;
  readonly name: string;
  /** The path that violations use: `order_list[0].item_list[2].name`. */
  readonly path: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  /** The violations, by path. */
  readonly faults: ReadonlyMap<string, string>;
  readonly isNeeded: boolean;
}

/** A form for a schema. An emptied field is removed from the request. */
export function SchemaForm(props: Omit<FieldProps, "name" | "path" | "isNeeded">) {
  return <Members {...props} path="" name="" isNeeded />;
}

function Field(props: FieldProps) {
  const { schema, name, path, isNeeded, faults } = props;
  const say = useSay();
  const id = useId();
  const fault = faults.get(path);
  const about = schema.description === undefined ? "" : say(schema.description);
  if ("type" in schema && (schema.type === "object" || schema.type === "array")) {
    return (
      <fieldset className="field-group">
        <legend>
          <code>{name}</code>
          {isNeeded && <span className="needed"> {say(T.needed)}</span>}
        </legend>
        {about !== "" && <div className="field-about">{about}</div>}
        {fault !== undefined && <div className="field-fault">{fault}</div>}
        {schema.type === "object" ? <Members {...props} /> : <Items {...props} />}
      </fieldset>
    );
  }
  return (
    <div className="field">
      <label htmlFor={id}>
        <code>{name}</code>
        {isNeeded && <span className="needed"> {say(T.needed)}</span>}
      </label>
      <Control {...props} id={id} describedBy={`${id}-about`} />
      <div id={`${id}-about`}>
        {fault !== undefined && <div className="field-fault">{fault}</div>}
        {about !== "" && <div className="field-about">{about}</div>}
      </div>
    </div>
  );
}

function Members({ schema, path, value, onChange, faults }: FieldProps) {
  if (!("type" in schema) || schema.type !== "object") return null;
  const object = isObject(value) ? value : {};
  return Object.entries(schema.properties).map(([member, memberSchema]) => (
    <Field
      key={member}
      schema={memberSchema}
      name={member}
      path={path === "" ? member : `${path}.${member}`}
      value={object[member]}
      faults={faults}
      isNeeded={schema.required?.includes(member) ?? false}
      onChange={(changed) => {
        const { [member]: _, ...others } = object;
        onChange(
          changed === undefined
            ? others
            : member in object
              ? { ...object, [member]: changed }
              : { ...others, [member]: changed },
        );
      }}
    />
  ));
}

function Items({ schema, name, path, value, onChange, faults }: FieldProps) {
  const say = useSay();
  if (!("type" in schema) || schema.type !== "array") return null;
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return (
    <>
      {items.map((item, index) => (
        <div className="field-item" key={index}>
          <Field
            schema={schema.items}
            name={`${name}[${index}]`}
            path={`${path}[${index}]`}
            value={item}
            faults={faults}
            isNeeded={false}
            onChange={(changed) => onChange(items.with(index, changed ?? ""))}
          />
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            aria-label={say(T.remove(`${path}[${index}]`))}
            onClick={() => onChange(items.toSpliced(index, 1))}
          />
        </div>
      ))}
      <Button
        size="small"
        icon={<PlusOutlined />}
        disabled={items.length >= (schema.maxItems ?? Number.POSITIVE_INFINITY)}
        onClick={() => onChange([...items, emptyOf(schema.items)])}
      >
        {say(T.add(name))}
      </Button>
    </>
  );
}

const emptyOf = (schema: Schema): unknown =>
  "type" in schema && schema.type === "object"
    ? {}
    : "type" in schema && schema.type === "array"
      ? []
      : "";

function Control({
  schema,
  value,
  onChange,
  id,
  describedBy,
}: FieldProps & { readonly id: string; readonly describedBy: string }) {
  const say = useSay();
  const common = { id, "aria-describedby": describedBy };
  if ("enum" in schema && schema.enum !== undefined) {
    const names = "x-names" in schema ? Object.entries(schema["x-names"]) : null;
    const options =
      names === null
        ? schema.enum.map((one) => ({ value: one, label: String(one) }))
        : names.map(([label, number]) => ({ value: number, label: `${number} ${label}` }));
    const chosen = names?.find(([label]) => label === value)?.[1] ?? value;
    return (
      <Select
        {...common}
        allowClear
        placeholder={say(T.notSet)}
        {...(chosen === undefined ? {} : { value: chosen as string | number })}
        onChange={(changed: string | number | undefined) => onChange(changed)}
        options={options}
      />
    );
  }
  if ("type" in schema && schema.type === "boolean") {
    return <Switch {...common} checked={value === true} onChange={onChange} />;
  }
  if ("type" in schema && schema.type === "integer") {
    return (
      <InputNumber
        {...common}
        controls={false}
        className="wide"
        value={typeof value === "number" ? value : null}
        onChange={(changed) => onChange(changed ?? undefined)}
      />
    );
  }
  const typed = value === undefined || value === null ? "" : asText(value);
  const change = (changed: string) => onChange(changed === "" ? undefined : changed);
  if ("x-multiline" in schema) {
    return (
      <Input.TextArea
        {...common}
        rows={2}
        value={typed}
        onChange={({ target }) => change(target.value)}
      />
    );
  }
  return (
    <Input
      {...common}
      spellCheck={false}
      value={typed}
      onChange={({ target }) => change(target.value)}
    />
  );
}

/** The text of a field: a string unchanged, any other value as JSON. */
const asText = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);
