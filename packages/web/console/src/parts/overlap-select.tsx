import { text } from "@dingdan/contract";
import { Select } from "antd";
import { useSay } from "../preferences/language.js";

const DAY = 86_400;

const OVERLAPS = [
  { seconds: 0, words: text("no time: it ends at once", "立即失效") },
  { seconds: 3_600, words: text("1 hour", "1 小时") },
  { seconds: DAY, words: text("24 hours", "24 小时") },
  { seconds: 7 * DAY, words: text("7 days", "7 天") },
  { seconds: 30 * DAY, words: text("30 days", "30 天") },
];

/** How long an old key stays valid beside the new one. */
export function OverlapSelect({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  /** In seconds: one of those that are offered. */
  readonly value: number;
  readonly onChange: (seconds: number) => void;
}) {
  const say = useSay();
  return (
    <label>
      {label}{" "}
      <Select
        value={value}
        onChange={onChange}
        popupMatchSelectWidth={false}
        options={OVERLAPS.map(({ seconds, words }) => ({ value: seconds, label: say(words) }))}
      />
    </label>
  );
}
