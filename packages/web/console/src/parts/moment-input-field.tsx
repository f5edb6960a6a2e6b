import { DatePicker } from "antd";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";

export interface MomentInputProps {
  readonly label: string;
  /** RFC 3339. */
  readonly value: string | undefined;
  readonly onChange: (at: string | undefined) => void;
}

/** The picker itself, in the browser's time zone. */
export function MomentInputField({ label, value, onChange }: MomentInputProps) {
  const moment = value === undefined ? null : dayjs(value);
  return (
    <DatePicker
      aria-label={label}
      className="moment-input-field"
      showTime={{ format: "HH:mm" }}
      format="YYYY-MM-DD HH:mm"
      value={moment?.isValid() === true ? moment : null}
      onChange={(chosen) => onChange(chosen?.toISOString())}
    />
  );
}
