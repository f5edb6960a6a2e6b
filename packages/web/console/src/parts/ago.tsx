import { Tooltip } from "antd";
import { chinaTime, fromNow, isAbroad, localTime, zoneOf } from "../format/times.js";
import { useLanguage } from "../preferences/language.js";

/** `3 minutes ago`, by the platform's clock; pointing to it shows the time and its zone. */
export function Ago({ at, now }: { readonly at: string; readonly now: Date | null }) {
  const { language } = useLanguage();
  const time = new Date(at);
  const local = `${localTime(time, language)} ${zoneOf(time)}`;
  const china = isAbroad(time)
    ? `${language === "zh" ? "，" : "; "}${chinaTime(time, language)} UTC+8`
    : "";
  return (
    <Tooltip title={local + china}>
      <time dateTime={at} className="num">
        {now === null ? localTime(time, language) : fromNow(time, now, language)}
      </time>
    </Tooltip>
  );
}
