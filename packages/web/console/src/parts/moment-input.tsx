import { Input } from "antd";

/** An input for a moment in the browser's time zone. */
export function MomentInput({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (at: string | undefined) => void;
}) {
  const local = value === undefined ? "" : localInputOf(new Date(value));
  return (
    <label className="moment-input">
      <span className="quiet">{label}</span>
      <Input
        type="datetime-local"
        value={local}
        onChange={({ target }) => {
          const at = new Date(target.value);
          onChange(Number.isNaN(at.getTime()) ? undefined : at.toISOString());
        }}
      />
    </label>
  );
}

const localInputOf = (at: Date): string =>
  Number.isNaN(at.getTime())
    ? ""
    : new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
