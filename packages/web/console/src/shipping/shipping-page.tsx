import {
  TRADE_ORDER_OPERATIONS,
  TRADE_STATE_NAMES,
  type TradeOrderSummaryRepresentation,
  type TradeStateName,
  text,
} from "@dingdan/contract";
import { Button, Flex, Select, Skeleton, type TableProps } from "antd";
import { lazy, Suspense, useMemo } from "react";
import { Link } from "wouter";
import { useSearchState } from "../http/search-state.js";
import { usePages } from "../http/use-pages.js";
import { useListIntervalMs } from "../live/live-state.js";
import { Amount } from "../parts/amount.js";
import { AppOf } from "../parts/app-of.js";
import { AppSelect } from "../parts/app-select.js";
import { CursorTable } from "../parts/cursor-table.js";
import { Moment } from "../parts/moment.js";
import { Nothing } from "../parts/nothing.js";
import { NumberSearch } from "../parts/number-search.js";
import { Page } from "../parts/page.js";
import { useLanguage, useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";
import { NextTimer } from "./next-timer.js";
import { tradeOrderPath } from "./trade-order-path.js";
import { MoneyTag, TradeTags } from "./trade-tags.js";
import { STATE_TEXTS } from "./trade-texts.js";

// Above the list, and loaded beside it.
const TradeTotals = lazy(async () => ({
  default: (await import("./trade-totals.js")).TradeTotals,
}));

const T = {
  title: text("Shipping", "发货管理"),
  about: text(
    "Payments of mini programs: their money stays frozen until the goods are shipped and the receipt is confirmed.",
    "小程序支付单：完成发货并确认收货后，冻结的资金才会结算给商家。",
  ),
  search: text(
    "Complete number: transaction_id, out_trade_no or openid",
    "完整单号：transaction_id、out_trade_no 或 openid",
  ),
  state: text("State", "状态"),
  stateAndNext: text("State and next step", "状态与下一步"),
  payment: text("Payment", "支付单"),
  amount: text("Amount", "金额"),
  paid: text("Paid", "支付时间"),
  app: text("App", "应用"),
  clear: text("Clear filters", "清除筛选"),
  none: text("No payment matches the filters.", "没有符合条件的支付单。"),
  noneYet: text(
    "No payments yet. Each recorded payment of a mini program appears here.",
    "暂无支付单。记录小程序支付后会显示在这里。",
  ),
  tryIt: text(
    "Upload an order on the page Try it and record its payment",
    "前往接口调试，上传一笔订单并记录其支付",
  ),
};

const FILTERS = ["q", "state", "appid"] as const;

/** The page of the payments under shipping information management. */
export default function ShippingPage() {
  const say = useSay();
  const [filters, setFilters] = useSearchState(FILTERS);
  const everyMs = useListIntervalMs();
  const pages = usePages(
    TRADE_ORDER_OPERATIONS.listTradeOrders,
    { ...filters, limit: 50 },
    { everyMs },
  );
  const columns = useColumns();
  const isFiltered = FILTERS.some((name) => filters[name] !== undefined);
  return (
    <Page title={say(T.title)} about={say(T.about)}>
      <Suspense fallback={<Skeleton active />}>
        <TradeTotals appid={filters.appid} />
      </Suspense>
      <Flex gap={8} wrap align="center" role="search">
        <NumberSearch
          key={filters.q ?? ""}
          value={filters.q}
          label={say(T.search)}
          onSearch={(q) => setFilters({ q })}
        />
        <Select<TradeStateName>
          allowClear
          aria-label={say(T.state)}
          placeholder={say(T.state)}
          className="filter"
          {...(filters.state === undefined ? {} : { value: filters.state as TradeStateName })}
          onChange={(state: TradeStateName | undefined) => setFilters({ state })}
          options={TRADE_STATE_NAMES.map((value) => ({
            value,
            label: say(STATE_TEXTS[value]),
          }))}
        />
        <AppSelect value={filters.appid} onChange={(appid) => setFilters({ appid })} />
        {isFiltered && (
          <Button
            type="link"
            onClick={() => setFilters(Object.fromEntries(FILTERS.map((name) => [name, undefined])))}
          >
            {say(T.clear)}
          </Button>
        )}
      </Flex>
      <CursorTable<TradeOrderSummaryRepresentation>
        label={say(T.title)}
        pages={pages}
        columns={columns}
        rowKey={({ appid, transaction_id: id }) => `${appid} ${id}`}
        empty={
          isFiltered ? (
            <Nothing what={say(T.none)} />
          ) : (
            <Nothing what={say(T.noneYet)} next={<Link href="/try">{say(T.tryIt)}</Link>} />
          )
        }
      />
    </Page>
  );
}

function useColumns(): NonNullable<TableProps<TradeOrderSummaryRepresentation>["columns"]> {
  const { language } = useLanguage();
  const { ownAppid } = useSession();
  return useMemo(() => {
    const app = {
      title: T.app[language],
      key: "app",
      render: (_: unknown, { appid }: TradeOrderSummaryRepresentation) => <AppOf appid={appid} />,
    };
    return [
      {
        title: T.payment[language],
        key: "payment",
        render: (_, order) => (
          <>
            <Link href={tradeOrderPath(order)} className="mono nowrap">
              {order.transaction_id}
            </Link>
            <div className="mono quiet">{order.out_trade_no}</div>
          </>
        ),
      },
      {
        title: T.stateAndNext[language],
        key: "state",
        // A column of its own would not fit beside the others at 1,280 px.
        render: (_, order) => (
          <>
            <TradeTags order={order} />
            <div className="quiet">
              {order.timers.length > 0 && <NextTimer timers={order.timers} />}
            </div>
          </>
        ),
      },
      {
        title: T.amount[language],
        key: "amount",
        align: "right",
        render: (_, { amount, money }) => (
          <Flex vertical gap={4} align="flex-end">
            <Amount money={amount} />
            <MoneyTag money={money} />
          </Flex>
        ),
      },
      {
        title: T.paid[language],
        key: "paid",
        render: (_, { paid_at: at }) => <Moment at={at} />,
      },
      ...(ownAppid === null ? [app] : []),
    ];
  }, [language, ownAppid]);
}
