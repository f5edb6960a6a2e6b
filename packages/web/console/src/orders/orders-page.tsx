import {
  isSameMoney,
  ORDER_OPERATIONS,
  ORDER_STATUSES,
  type OrderStatus,
  type OrderSummaryRepresentation,
  statusWords,
  text,
} from "@dingdan/contract";
import { Button, Flex, Select, type TableProps } from "antd";
import { useMemo } from "react";
import { Link } from "wouter";
import { useSearchState } from "../http/search-state.js";
import { usePages } from "../http/use-pages.js";
import { useListIntervalMs } from "../live/live-state.js";
import { Amount } from "../parts/amount.js";
import { AppSelect } from "../parts/app-select.js";
import { CursorTable } from "../parts/cursor-table.js";
import { Moment } from "../parts/moment.js";
import { MomentInput } from "../parts/moment-input.js";
import { Nothing } from "../parts/nothing.js";
import { NumberSearch } from "../parts/number-search.js";
import { Page } from "../parts/page.js";
import { ReasonTags, StatusTags } from "../parts/tags.js";
import { useLanguage, useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";
import { ExportButton } from "./export-button.js";

const T = {
  title: text("Orders", "订单"),
  about: text(
    "Every upload and its state, newest first by default.",
    "全部上传及其结果，默认从新到旧。",
  ),
  search: text(
    "Any number: order, out_trade_no, transaction_id, openid",
    "任意单号：订单号、out_trade_no、transaction_id、openid",
  ),
  state: text("State", "状态"),
  status: text("Status", "订单状态"),
  shipped: text("Shipped at", "发货时间"),
  from: text("Received from", "收到时间起"),
  to: text("Received before", "收到时间止"),
  order: text("Order numbers", "订单号"),
  app: text("App", "应用"),
  amount: text("Total / paid", "总额 / 实付"),
  buyer: text("Buyer", "买家"),
  received: text("First received", "首次收到"),
  matched: text("Matched", "匹配时间"),
  transaction: text("Transaction", "微信支付单号"),
  clear: text("Clear filters", "清除筛选"),
  none: text("No order matches the filters.", "没有符合条件的订单。"),
  noneYet: text("No orders yet.", "暂无订单。"),
  tryIt: text("Upload the first one on the page Try it", "前往接口调试，上传第一笔"),
};

const FILTERS = ["q", "status", "reason", "appid", "from", "to", "sort"] as const;

/** The search page of orders. */
export default function OrdersPage() {
  const say = useSay();
  const { language } = useLanguage();
  const { ownAppid } = useSession();
  const [filters, setFilters] = useSearchState(FILTERS);
  const everyMs = useListIntervalMs();
  const pages = usePages(ORDER_OPERATIONS.searchOrders, { ...filters, limit: 50 }, { everyMs });
  const isFiltered = FILTERS.some((name) => name !== "sort" && filters[name] !== undefined);
  const columns = useMemo<NonNullable<TableProps<OrderSummaryRepresentation>["columns"]>>(
    () => [
      {
        title: T.order[language],
        key: "order",
        render: (_, { id, merchant_order_nos: numbers }) => (
          <Link href={`/orders/${encodeURIComponent(id)}`} className="mono">
            {numbers.slice(0, 3).join(", ") || id}
            {numbers.length > 3 ? ` +${numbers.length - 3}` : ""}
          </Link>
        ),
      },
      {
        title: T.state[language],
        key: "state",
        render: (_, { statuses, needs_parcel, attention_reasons: reasons }) => (
          <Flex gap={4}>
            <StatusTags statuses={statuses} needsParcel={needs_parcel} />
            <ReasonTags reasons={reasons} />
          </Flex>
        ),
      },
      {
        title: T.amount[language],
        key: "amount",
        align: "right",
        render: (_, { amount, payer_amount: paid }) => (
          <>
            <Amount money={amount} />
            {paid !== undefined && !isSameMoney(amount, paid) && (
              <div className="quiet">
                <Amount money={paid} />
              </div>
            )}
          </>
        ),
      },
      {
        title: T.received[language],
        key: "received",
        sorter: true,
        sortOrder: filters.sort === "oldest" ? "ascend" : "descend",
        sortDirections: ["descend", "ascend", "descend"],
        render: (_, { first_received_at: at }) => <Moment at={at} />,
      },
      {
        title: T.matched[language],
        key: "matched",
        render: (_, { matched_at: at }) => <Moment at={at} />,
      },
      {
        title: T.shipped[language],
        key: "shipped",
        render: (_, { shipped_at: at }) => <Moment at={at} />,
      },
      ...(ownAppid === null
        ? [
            {
              title: T.app[language],
              key: "app",
              render: (_: unknown, { appid }: OrderSummaryRepresentation) => (
                <Link href={`/apps/${appid}`} className="mono">
                  {appid}
                </Link>
              ),
            },
          ]
        : []),
      {
        title: T.transaction[language],
        key: "transaction",
        render: (_, { transaction_id: id }) => <span className="mono">{id ?? "–"}</span>,
      },
      {
        title: T.buyer[language],
        key: "buyer",
        render: (_, { openid }) => <span className="mono">{openid}</span>,
      },
    ],
    [language, filters.sort, ownAppid],
  );
  return (
    <Page title={say(T.title)} about={say(T.about)} actions={<ExportButton filters={filters} />}>
      <Flex gap={8} wrap align="center" role="search">
        <NumberSearch
          key={filters.q ?? ""}
          value={filters.q}
          label={say(T.search)}
          onSearch={(q) => setFilters({ q })}
        />
        <Select<OrderStatus>
          allowClear
          aria-label={say(T.status)}
          placeholder={say(T.status)}
          className="filter"
          {...(filters.status === undefined ? {} : { value: filters.status as OrderStatus })}
          onChange={(status: OrderStatus | undefined) => setFilters({ status })}
          options={ORDER_STATUSES.map((value) => ({ value, label: say(statusWords(value)) }))}
        />
        <AppSelect value={filters.appid} onChange={(appid) => setFilters({ appid })} />
        <MomentInput
          label={say(T.from)}
          value={filters.from}
          onChange={(from) => setFilters({ from })}
        />
        <MomentInput label={say(T.to)} value={filters.to} onChange={(to) => setFilters({ to })} />
        {isFiltered && (
          <Button
            type="link"
            onClick={() => setFilters(Object.fromEntries(FILTERS.map((name) => [name, undefined])))}
          >
            {say(T.clear)}
          </Button>
        )}
      </Flex>
      <CursorTable<OrderSummaryRepresentation>
        label={say(T.title)}
        pages={pages}
        columns={columns}
        rowKey="id"
        onChange={(_page, _filters, sorter) => {
          const { order } = Array.isArray(sorter) ? (sorter[0] ?? {}) : sorter;
          setFilters({ sort: order === "ascend" ? "oldest" : undefined });
        }}
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
