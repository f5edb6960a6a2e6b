import {
  CLOCK_OPERATIONS,
  PERMISSION_STATES,
  STATISTICS_OPERATIONS,
  text,
} from "@dingdan/contract";
import { Card, Col, Flex, Row, Segmented, Statistic } from "antd";
import { useMemo, useState } from "react";
import { Link } from "wouter";
import { count, percent } from "../format/numbers.js";
import { duration } from "../format/times.js";
import { useReading } from "../http/queries.js";
import { Bars } from "../parts/bars.js";
import { TimeChart } from "../parts/chart.js";
import { LoadingOrProblem } from "../parts/loading-or-problem.js";
import { Nothing } from "../parts/nothing.js";
import { Page } from "../parts/page.js";
import { PermissionTag } from "../parts/tags.js";
import { useLanguage, useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";
import { PausedEndpoints } from "./paused-endpoints.js";

const T = {
  title: text("Overview", "概览"),
  about: text(
    "By the platform's clock; refreshed every few seconds.",
    "按平台时钟统计，每隔几秒自动刷新。",
  ),
  period: text("Period", "时段"),
  periods: {
    24: text("24 hours", "24 小时"),
    72: text("3 days", "3 天"),
    168: text("7 days", "7 天"),
    720: text("30 days", "30 天"),
  },
  uploads: text("Orders", "订单"),
  payments: text("Payments", "支付"),
  matchRate: text("Match rate", "匹配率"),
  onTime: text("On time (within 5 s)", "准时率（5 秒内）"),
  refused: text("Rejected calls", "被拒调用"),
  ofCalls: (n: string) => text(`of ${n} calls`, `共 ${n} 次调用`),
  matched: (n: string) => text(`${n} matched`, `已匹配 ${n}`),
  late: (n: string) => text(`${n} late`, `超时 ${n}`),
  mismatched: (n: string) => text(`${n} with a different payer`, `付款人不符 ${n}`),
  perHour: text("Orders and payments per hour", "每小时订单与支付"),
  delays: text("Upload after payment", "支付后多久上传"),
  delaysAbout: text(
    "An upload is late if it comes more than 5 s after the payment. A review rejects an app that has late uploads.",
    "审核规则：支付完成后超过 5 秒上传即为超时，存在超时将不予通过。",
  ),
  before: text("before payment", "早于支付"),
  upTo: (d: string) => text(`up to ${d}`, `≤ ${d}`),
  longer: text("longer", "更久"),
  errors: text("Errors by code", "错误码分布"),
  noErrors: text("No call was rejected in this period.", "该时段没有被拒绝的调用。"),
  apps: text("Apps by permission", "应用权限状态"),
  orders: text("All orders", "全部订单"),
  none: text("No orders or payments in this period yet.", "该时段暂无数据。"),
  noneNext: text("Send the first order on the page Try it", "前往接口调试，发送第一笔订单"),
};

const PERIODS = [24, 72, 168, 720] as const;
type Hours = (typeof PERIODS)[number];

const COLOURS = { uploads: "#1f9d5b", payments: "#3f8ae0", late: "#d9822b", fault: "#d64545" };

/** The overview page: the operator sees all apps, a merchant its own. */
export default function OverviewPage() {
  const say = useSay();
  const { language } = useLanguage();
  const { ownAppid } = useSession();
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
  const shownCount = (n: number) => count(n, language);
  const chart = useMemo(() => {
    const points = data?.hours ?? [];
    return {
      times: points.map(({ hour }) => new Date(hour)),
      series: [
        {
          label: T.uploads[language],
          colour: COLOURS.uploads,
          values: points.map(({ uploads }) => uploads),
        },
        {
          label: T.payments[language],
          colour: COLOURS.payments,
          values: points.map(({ payments }) => payments),
        },
      ],
    };
  }, [data, language]);
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
      <PausedEndpoints />
      {(error !== null || data === undefined) && <LoadingOrProblem reading={reading} />}
      {data !== undefined && (
        <>
          <Row gutter={[12, 12]}>
            {[
              {
                name: T.uploads,
                value: shownCount(data.totals.uploads),
                more: T.matched(shownCount(data.totals.matched)),
              },
              {
                name: T.payments,
                value: shownCount(data.totals.payments),
                more: T.mismatched(shownCount(data.totals.mismatched)),
              },
              { name: T.matchRate, value: percent(data.totals.match_rate, language) },
              {
                name: T.onTime,
                value: percent(data.totals.on_time_rate, language),
                more: T.late(shownCount(data.totals.late)),
              },
              {
                name: T.refused,
                value: shownCount(data.totals.refused),
                more: T.ofCalls(shownCount(data.totals.calls)),
              },
            ].map(({ name, value, more }) => (
              <Col key={name.en} flex="1 1 150px">
                <Card size="small" className="figure">
                  <Statistic title={say(name)} value={value} />
                  <div className="quiet figure-more">{more ? say(more) : "\u00a0"}</div>
                </Card>
              </Col>
            ))}
          </Row>
          <Card title={say(T.perHour)} size="small">
            {data.totals.uploads + data.totals.payments === 0 ? (
              <Nothing what={say(T.none)} next={<Link href="/try">{say(T.noneNext)}</Link>} />
            ) : (
              <TimeChart {...chart} label={say(T.perHour)} />
            )}
          </Card>
          <Row gutter={[12, 12]}>
            <Col xs={24} lg={12}>
              <Card title={say(T.delays)} size="small" className="fills">
                <Bars
                  label={say(T.delays)}
                  rows={data.delays.map(({ up_to_ms: upTo, count: n }) => ({
                    key: String(upTo),
                    name:
                      upTo === undefined
                        ? say(T.longer)
                        : upTo === 0
                          ? say(T.before)
                          : say(T.upTo(duration(upTo, language))),
                    value: n,
                    shown: shownCount(n),
                    colour: upTo !== undefined && upTo <= 5000 ? COLOURS.uploads : COLOURS.late,
                  }))}
                />
                <p className="quiet foot">{say(T.delaysAbout)}</p>
              </Card>
            </Col>
            <Col xs={24} lg={12}>
              <Card title={say(T.errors)} size="small" className="fills">
                {data.errors.length === 0 ? (
                  <Nothing what={say(T.noErrors)} />
                ) : (
                  <Bars
                    label={say(T.errors)}
                    rows={data.errors
                      .slice(0, 10)
                      .map(({ errcode, name, operation, count: n }) => ({
                        key: `${errcode} ${operation}`,
                        name: (
                          <>
                            <Link href={`/requests?errcode=${errcode}`} className="num">
                              {errcode}
                            </Link>{" "}
                            <span className="bar-more">
                              {name}
                              {operation === undefined ? "" : ` · ${operation}`}
                            </span>
                          </>
                        ),
                        value: n,
                        shown: shownCount(n),
                        colour: COLOURS.fault,
                      }))}
                  />
                )}
              </Card>
            </Col>
          </Row>
          {ownAppid === null && (
            <Card title={say(T.apps)} size="small">
              <Flex gap={20} wrap>
                {PERMISSION_STATES.map((state) => (
                  <Flex key={state} align="center" gap={4}>
                    <PermissionTag state={state} />
                    <strong className="num">{shownCount(data.apps[state])}</strong>
                  </Flex>
                ))}
              </Flex>
            </Card>
          )}
        </>
      )}
    </Page>
  );
}
