import { text } from "@dingdan/contract";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { clockTime, dayOf } from "../format/times.js";
import { useLanguage } from "../preferences/language.js";
import { useTheme } from "../preferences/theme.js";

export interface Series {
  readonly label: string;
  readonly colour: string;
  readonly values: readonly number[];
}

const T = { time: text("Time", "时间") };

/** A line chart over time; its legend shows the values at the pointer. */
export function TimeChart({
  times,
  series,
  label,
  height = 240,
}: {
  readonly times: readonly Date[];
  readonly series: readonly Series[];
  readonly label: string;
  readonly height?: number;
}) {
  const box = useRef<HTMLDivElement>(null);
  const { language } = useLanguage();
  const { isDark } = useTheme();
  useEffect(() => {
    const parent = box.current;
    if (parent === null) return;
    const ink = isDark ? "#a9b1bb" : "#565d66";
    const grid = { stroke: isDark ? "#2c3035" : "#e8ebe9", width: 1 };
    const spanMs = (times.at(-1)?.getTime() ?? 0) - (times[0]?.getTime() ?? 0);
    const chart = new uPlot(
      {
        width: parent.clientWidth,
        height,
        padding: [8, 26, 0, 0],
        legend: { live: true },
        cursor: { y: false, points: { size: 6 } },
        scales: { y: { range: (_chart, _min, max) => [0, Math.max(4, Math.ceil(max * 1.1))] } },
        axes: [
          {
            stroke: ink,
            grid,
            ticks: { show: false },
            size: 30,
            values: (_chart, splits) =>
              splits.map((seconds) => {
                const at = new Date(seconds * 1000);
                return spanMs > 3 * 86_400_000 ? dayOf(at, language) : clockTime(at, language);
              }),
          },
          {
            stroke: ink,
            grid,
            ticks: { show: false },
            size: 48,
            values: (_chart, splits) => splits.map((n) => (Number.isInteger(n) ? String(n) : "")),
          },
        ],
        series: [
          {
            label: T.time[language],
            value: (_chart, seconds: number | null) =>
              seconds === null
                ? "–"
                : `${dayOf(new Date(seconds * 1000), language)} ${clockTime(new Date(seconds * 1000), language)}`,
          },
          ...series.map(({ label: name, colour }) => ({
            label: name,
            stroke: colour,
            fill: `${colour}1f`,
            width: 2,
            points: { show: times.length < 2, size: 6 },
          })),
        ],
      },
      [times.map((time) => time.getTime() / 1000), ...series.map(({ values }) => [...values])],
      parent,
    );
    const watcher = new ResizeObserver(() => {
      if (parent.clientWidth > 0) chart.setSize({ width: parent.clientWidth, height });
    });
    watcher.observe(parent);
    return () => {
      watcher.disconnect();
      chart.destroy();
    };
  }, [times, series, height, language, isDark]);
  return <div ref={box} className="chart" role="img" aria-label={label} />;
}
