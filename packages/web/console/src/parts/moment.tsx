import { text } from "@dingdan/contract";
import { Tooltip } from "antd";
import { chinaTime, isAbroad, localTime } from "../format/times.js";
import { useLanguage } from "../preferences/language.js";

const T = { china: text("China:", "中国时间：") };

/** A moment in the browser's time zone; if China's time differs, a tooltip shows it. */
export function Moment({ at }: { readonly at: string | undefined }) {
  const { language } = useLanguage();
  if (at === undefined) return <span className="quiet">–</span>;
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return <span className="mono">{at}</span>;
  const shown = (
    <time dateTime={at} className="num">
      {localTime(time, language)}
    </time>
  );
  if (!isAbroad(time)) return shown;
  return <Tooltip title={`${T.china[language]} ${chinaTime(time, language)}`}>{shown}</Tooltip>;
}
