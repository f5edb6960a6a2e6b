import { CLOCK_OPERATIONS, STATISTICS_OPERATIONS, text } from "@dingdan/contract";
import { Segmented } from "antd";
import { useState } from "react";
import { useReading } from "../http/queries.js";
import { LoadingOrProblem } from "../parts/loading-or-problem.js";
import { Page } from "../parts/page.js";
import { useSay } from "../preferences/language.js";
import { AttentionList } from "./attention-list.js";
import { Figures } from "./figures.js";

const T = {
  title: text("Overview", "概览"),
  about: text(
    "By the platform's clock; refreshed every few seconds. Each figure is compared with the equally long time before.",
    "按平台时钟统计，每隔几秒自动刷新；各项数字与之前等长的时段比较。",
  ),
  period: text("Period", "时段"),
  periods: {
    24: text("24 hours", "24 小时"),
    72: text("3 days", "3 天"),
    168: text("7 days", "7 天"),
    720: text("30 days", "30 天"),
  },
};

const PERIODS = [24, 72, 168, 720] as const;
type Hours = (typeof PERIODS)[number];

/** The overview page: the operator sees all apps, a merchant its own. */
export default function OverviewPage() {
  const say = useSay();
  const [hours, setHours] = useState<Hours>(24);
  const { data: clock } = useReading(CLOCK_OPERATIONS.getClock);
  // Rounded to the minute: a start that changes every millisecond would defeat the cache.
  const fromMinute = clock && Math.floor(Date.parse(clock.now) / 60_000) - (hours - 1) * 60;
  const from = fromMinute === undefined ? undefined : new Date(fromMinute * 60_000).toISOString();
  const reading = useReading(
    STATISTICS_OPERATIONS.getStatistics,
    { query: from === undefined || hours === 24 ? {} : { from } },
    { everyMs: 5_000, keepsPrevious: true, isEnabled: clock !== undefined },
  );
  const { data, error } = reading;
  const picker = (
    <Segmented<Hours>
      aria-label={say(T.period)}
      value={hours}
      onChange={setHours}
      options={PERIODS.map((value) => ({ value, label: say(T.periods[value]) }))}
    />
  );
  return (
    <Page title={say(T.title)} about={say(T.about)} actions={picker}>
      <AttentionList />
      {(error !== null || data === undefined) && <LoadingOrProblem reading={reading} />}
      {data !== undefined && <Figures data={data} />}
    </Page>
  );
}
