import { type Text, text } from "@dingdan/contract";
import { DatePicker } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import "dayjs/locale/zh-cn";
import { useSay } from "../preferences/language.js";

const T = {
  from: text("From", "开始时间"),
  to: text("To", "结束时间"),
};

/** Spans that end now: their end stays open, so that what arrives later is in them as well. */
const PRESETS: readonly { readonly label: Text; readonly startOf: (now: Dayjs) => Dayjs }[] = [
  { label: text("Last hour", "最近 1 小时"), startOf: (now) => now.subtract(1, "hour") },
  { label: text("Today", "今天"), startOf: (now) => now.startOf("day") },
  { label: text("Last 24 hours", "最近 24 小时"), startOf: (now) => now.subtract(24, "hour") },
  { label: text("Last 7 days", "最近 7 天"), startOf: (now) => now.subtract(7, "day") },
];

export interface SpanPickerProps {
  /** What the span is of, for screen readers. */
  readonly label: string;
  /** RFC 3339; undefined for an open end. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** The platform's time, from which the presets count. A sandbox's clock may have been moved. */
  readonly now: Date | null;
  readonly onChange: (span: {
    readonly from: string | undefined;
    readonly to: string | undefined;
  }) => void;
}

/** The picker itself, in the browser's time zone. */
export function SpanPickerField({ label, from, to, now, onChange }: SpanPickerProps) {
  const say = useSay();
  const present = dayjs(now ?? undefined);
  return (
    <DatePicker.RangePicker
      aria-label={label}
      className="span-picker-field"
      classNames={{ popup: { root: "span-picker-popup" } }}
      allowEmpty={[true, true]}
      showTime={{ format: "HH:mm", defaultOpenValue: [present.startOf("day"), present] }}
      format="YYYY-MM-DD HH:mm"
      placeholder={[say(T.from), say(T.to)]}
      presets={PRESETS.map(({ label: name, startOf }) => ({
        label: say(name),
        value: [startOf(present), null] as [Dayjs, null],
      }))}
      value={[momentOf(from), momentOf(to)]}
      onChange={(span) =>
        onChange({ from: span?.[0]?.toISOString(), to: span?.[1]?.toISOString() })
      }
    />
  );
}

/** Null for an open end, and for a text in the address that is no time. */
function momentOf(value: string | undefined): Dayjs | null {
  const moment = value === undefined ? null : dayjs(value);
  return moment?.isValid() === true ? moment : null;
}
