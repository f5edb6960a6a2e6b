import { PERMISSION_STATES, type StatisticsRepresentation, text } from "@dingdan/contract";
import { Card, Col, Flex, Row } from "antd";
import { useMemo } from "react";
import { Link } from "wouter";
import { count, percent } from "../format/numbers.js";
import { Bars } from "../parts/bars.js";
import { TimeChart } from "../parts/chart.js";
import { Nothing } from "../parts/nothing.js";
import { PermissionTag } from "../parts/tags.js";
import { useLanguage, useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";
import { Change } from "./change.js";
import { Figure } from "./figure.js";
import { MoneyFigure } from "./money-figure.js";

const T = {
  paid: text("Paid", "支付金额"),
  refunded: text("Refunded", "退款金额"),
  uploads: text("Orders", "订单"),
  payments: text("Payments", "支付"),
  onTime: text("On time (within 5 s)", "准时率（5 秒内）"),
  refused: text("Rejected calls", "被拒调用"),
  ofCalls: (n: string) => text(`of ${n} calls`, `共 ${n} 次调用`),
  matched: (share: string) => text(`${share} matched a payment`, `${share} 与支付匹配`),
  late: (late: string, all: string) => text(`${late} of ${all} late`, `${all} 个中 ${late} 个超时`),
  perHour: text("Orders and payments per hour", "每小时订单与支付"),
  delays: text("Upload after payment", "支付后多久上传"),
  delaysAbout: text(
    "An upload is late if it comes more than 5 s after the payment. A review rejects an app that has late uploads.",
    "审核规则：支付完成后超过 5 秒上传即为超时，存在超时将不予通过。",
  ),
  before: text("before payment", "早于支付"),
  upTo: (n: number) => text(`up to ${n} s`, `≤ ${n} 秒`),
  longer: text("longer", "更久"),
  errors: text("Rejected calls by reason", "被拒调用的原因"),
  noErrors: text("No call was rejected in this period.", "该时段没有被拒绝的调用。"),
  apps: text("Apps by permission", "应用权限状态"),
  none: text("No orders or payments in this period yet.", "该时段暂无数据。"),
  noneNext: text("Send the first order on the page Try it", "前往接口调试，发送第一笔订单"),
};

const COLOURS = { uploads: "#1f9d5b", payments: "#3f8ae0", late: "#d9822b", fault: "#d64545" };

type Data = StatisticsRepresentation;

/** The figures of a time, their change, and where they come from. */
export function Figures({ data }: { readonly data: Data }) {
  const say = useSay();
  const { language } = useLanguage();
  const { ownAppid } = useSession();
  const { totals, previous } = data;
  const shownCount = (n: number) => count(n, language);
  return (
    <>
      <Row gutter={[12, 12]}>
        <MoneyFigure title={say(T.paid)} sums={totals.paid} before={previous?.paid} />
        <MoneyFigure
          title={
            <Link href={`/orders?refunded_from=${encodeURIComponent(data.from)}`}>
              {say(T.refunded)}
            </Link>
          }
          sums={totals.refunded}
          before={previous?.refunded}
        />
        <Figure title={say(T.uploads)} value={shownCount(totals.uploads)}>
          <Change now={totals.uploads} before={previous?.uploads} />
          <div>{say(T.matched(percent(totals.match_rate, language)))}</div>
        </Figure>
        <Figure title={say(T.onTime)} value={percent(totals.on_time_rate, language)}>
          {say(T.late(shownCount(totals.late), shownCount(totals.matched)))}
        </Figure>
        <Figure title={say(T.refused)} value={shownCount(totals.refused)}>
          <Change now={totals.refused} before={previous?.refused} />
          <div>{say(T.ofCalls(shownCount(totals.calls)))}</div>
        </Figure>
      </Row>
      <PerHour data={data} />
      <Row gutter={[12, 12]}>
        <Col xs={24} lg={12}>
          <Delays data={data} />
        </Col>
        <Col xs={24} lg={12}>
          <Errors data={data} />
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
  );
}

function PerHour({ data: { hours, totals } }: { readonly data: Data }) {
  const say = useSay();
  const { language } = useLanguage();
  const chart = useMemo(() => {
    const series = (["uploads", "payments"] as const).map((name) => ({
      label: T[name][language],
      colour: COLOURS[name],
      values: hours.map((hour) => hour[name]),
    }));
    return { times: hours.map(({ hour }) => new Date(hour)), series };
  }, [hours, language]);
  return (
    <Card title={say(T.perHour)} size="small">
      {totals.uploads + totals.payments === 0 ? (
        <Nothing what={say(T.none)} next={<Link href="/try">{say(T.noneNext)}</Link>} />
      ) : (
        <TimeChart {...chart} label={say(T.perHour)} />
      )}
    </Card>
  );
}

function Delays({ data: { delays } }: { readonly data: Data }) {
  const say = useSay();
  const { language } = useLanguage();
  const nameOf = (upTo: number | undefined) => {
    if (upTo === undefined) return say(T.longer);
    return upTo === 0 ? say(T.before) : say(T.upTo(upTo / 1000));
  };
  return (
    <Card title={say(T.delays)} size="small" className="fills">
      <Bars
        label={say(T.delays)}
        rows={delays.map(({ up_to_ms: upTo, count: n }) => ({
          key: String(upTo),
          name: nameOf(upTo),
          value: n,
          shown: count(n, language),
          colour: upTo !== undefined && upTo <= 5000 ? COLOURS.uploads : COLOURS.late,
        }))}
      />
      <p className="quiet foot">{say(T.delaysAbout)}</p>
    </Card>
  );
}

function Errors({ data: { errors } }: { readonly data: Data }) {
  const say = useSay();
  const { language } = useLanguage();
  return (
    <Card title={say(T.errors)} size="small" className="fills">
      {errors.length === 0 ? (
        <Nothing what={say(T.noErrors)} />
      ) : (
        <Bars
          label={say(T.errors)}
          rows={errors.slice(0, 10).map(({ errcode, title, operation, count: n }) => ({
            key: `${errcode} ${operation}`,
            name: (
              <>
                <Link href={`/requests?errcode=${errcode}`}>{title}</Link>{" "}
                <span className="bar-more">
                  <span className="num">{errcode}</span>
                  {operation === undefined ? "" : ` · ${operation}`}
                </span>
              </>
            ),
            value: n,
            shown: count(n, language),
            colour: COLOURS.fault,
          }))}
        />
      )}
    </Card>
  );
}
