import {
  formatMoney,
  TRADE_ORDER_OPERATIONS,
  type TradeOrderTotals,
  text,
} from "@dingdan/contract";
import { Card, Col, Row, Table, type TableProps } from "antd";
import { useMemo } from "react";
import { Link } from "wouter";
import { count } from "../format/numbers.js";
import { useReading } from "../http/queries.js";
import { AppOf } from "../parts/app-of.js";
import { Bars } from "../parts/bars.js";
import { LoadingOrProblem } from "../parts/loading-or-problem.js";
import { useLanguage, useSay } from "../preferences/language.js";
import { MONEY_TEXTS, STATE_TEXTS } from "./trade-texts.js";

const T = {
  states: text("Payments by state", "支付单状态分布"),
  money: text("Money by app", "各应用资金"),
  app: text("App", "应用"),
};

const BAR_COLOURS = {
  unshipped: "#d9a12b",
  shipped: "#3f8ae0",
  confirmed: "#23a6a6",
  settled: "#1f9d5b",
  refunded: "#8b949e",
  unsettled: "#d9822b",
} as const;

type AppMoney = TradeOrderTotals["apps"][number];

/** How many payments are in each state, and how much money of each app is frozen and released. */
export function TradeTotals({ appid }: { readonly appid: string | undefined }) {
  const say = useSay();
  const { language } = useLanguage();
  const reading = useReading(
    TRADE_ORDER_OPERATIONS.getTradeOrderTotals,
    { query: appid === undefined ? {} : { appid } },
    { everyMs: 15_000, keepsPrevious: true },
  );
  const { data } = reading;
  if (data === undefined) return <LoadingOrProblem reading={reading} />;
  // The list below says what to do first when there are no payments.
  if (data.apps.length === 0) return null;
  return (
    <Row gutter={[12, 12]}>
      <Col xs={24} lg={10}>
        <Card size="small" title={say(T.states)} className="fills">
          <Bars
            label={say(T.states)}
            rows={data.states.map(({ state_name: state, count: n }) => ({
              key: state,
              name: <Link href={`/shipping?state=${state}`}>{say(STATE_TEXTS[state])}</Link>,
              value: n,
              shown: count(n, language),
              colour: BAR_COLOURS[state],
            }))}
          />
        </Card>
      </Col>
      <Col xs={24} lg={14}>
        <Card size="small" title={say(T.money)} className="fills">
          <MoneyTable apps={data.apps} />
        </Card>
      </Col>
    </Row>
  );
}

function MoneyTable({ apps }: { readonly apps: readonly AppMoney[] }) {
  const say = useSay();
  const { language } = useLanguage();
  const columns = useMemo<NonNullable<TableProps<AppMoney>["columns"]>>(
    () => [
      {
        title: T.app[language],
        key: "app",
        render: (_, { appid }) => <AppOf appid={appid} href={`/shipping?appid=${appid}`} isShort />,
      },
      ...(["frozen", "released", "returned"] as const).map((name) => ({
        title: MONEY_TEXTS[name][language],
        key: name,
        align: "right" as const,
        render: (_: unknown, app: AppMoney) => (
          <span className="num nowrap">{formatMoney(app[name], language)}</span>
        ),
      })),
    ],
    [language],
  );
  return (
    // Focusable, so that it can be scrolled with the keyboard.
    <section aria-label={say(T.money)} tabIndex={0} className="table-box scrolls">
      <Table<AppMoney>
        size="small"
        pagination={false}
        dataSource={[...apps]}
        columns={columns}
        rowKey="appid"
      />
    </section>
  );
}
