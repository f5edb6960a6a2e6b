import { text } from "@dingdan/contract";
import { Tooltip } from "antd";
import { chinaTime, isAbroad, localTime, zoneOf } from "../format/times.js";
import { useLanguage } from "../preferences/language.js";

const T = { china: text("China:", "中国时间：") };

/** A moment in the browser's time zone, which its tooltip names; if China's time differs, with that. */
export function Moment({ at }: { readonly at: string | undefined }) {
  const { language } = useLanguage();
  if (at === undefined) return <span className="quiet">–</span>;
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return <span className="mono">{at}</span>;
  const shown = localTime(time, language);
  const zone = zoneOf(time);
  // A title of the browser costs a long list nothing.
  if (!isAbroad(time)) {
    return (
      <time dateTime={at} className="num" title={zone}>
        {shown}
      </time>
    );
  }
  return (
    <Tooltip title={`${zone} · ${T.china[language]} ${chinaTime(time, language)}`}>
      <time dateTime={at} className="num">
        {shown}
      </time>
    </Tooltip>
  );
}
