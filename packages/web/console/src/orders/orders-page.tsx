import {
  ATTENTION_REASONS,
  type AttentionReason,
  attentionExplanation,
  attentionWords,
  ORDER_OPERATIONS,
  type OrderSummaryRepresentation,
  text,
} from "@dingdan/contract";
import { Button, Flex, Select, Skeleton } from "antd";
import { lazy, Suspense, useMemo } from "react";
import { Link } from "wouter";
import { useNow } from "../clock/use-now.js";
import { useSearchState } from "../http/search-state.js";
import { usePages } from "../http/use-pages.js";
import { useListIntervalMs } from "../live/live-state.js";
import { AppSelect } from "../parts/app-select.js";
import { CursorTable } from "../parts/cursor-table.js";
import { Nothing } from "../parts/nothing.js";
import { NumberSearch } from "../parts/number-search.js";
import { Page } from "../parts/page.js";
import { useLanguage, useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";
import { ExportButton } from "./export-button.js";
import { useListPreferences } from "./list-preferences.js";
import { OrderCard } from "./order-card.js";
import { tableColumns } from "./order-columns.js";
import { statusChanges } from "./order-span.js";
import { OrderSpanPicker } from "./order-span-picker.js";
import { StatusTabs } from "./status-tabs.js";

// The list is useful before its menus are there.
const ColumnsMenu = lazy(async () => ({
  default: (await import("./columns-menu.js")).ColumnsMenu,
}));
const SavedSearches = lazy(async () => ({
  default: (await import("./saved-searches.js")).SavedSearches,
}));

const T = {
  title: text("Orders", "订单"),
  search: text(
    "Item, order number, out_trade_no, transaction_id or openid",
    "商品名称、订单号、out_trade_no、微信支付单号或 openid",
  ),
  reason: text("Why it needs attention", "需要处理的原因"),
  order: text("Order of the list", "排列顺序"),
  sorts: {
    newest: text("Newest first", "从新到旧"),
    oldest: text("Oldest first", "从旧到新"),
  },
  clear: text("Clear filters", "清除筛选"),
  none: text("No order matches the filters.", "没有符合条件的订单。"),
  noneYet: text("No orders yet.", "暂无订单。"),
  tryIt: text("Upload the first one on the page Try it", "前往接口调试，上传第一笔"),
};

const FILTERS = [
  "q",
  "status",
  "reason",
  "appid",
  "from",
  "to",
  "refunded_from",
  "refunded_to",
  "sort",
] as const;
type Filters = Readonly<Partial<Record<(typeof FILTERS)[number], string>>>;

const withoutAny = Object.fromEntries(FILTERS.map((name) => [name, undefined]));

/** The list of orders: tabs by status, a search, filters, and the orders as people talk about them. */
export default function OrdersPage() {
  const say = useSay();
  const { language } = useLanguage();
  const { ownAppid } = useSession();
  const [filters, setFilters] = useSearchState(FILTERS);
  const [preferences, setPreferences] = useListPreferences();
  const now = useNow(30_000);
  const everyMs = useListIntervalMs();
  const pages = usePages(ORDER_OPERATIONS.searchOrders, { ...filters, limit: 50 }, { everyMs });
  const isFiltered = FILTERS.some((name) => name !== "sort" && filters[name] !== undefined);
  const { columns, hasPictures } = preferences;
  const view = useMemo(
    () => ({ hasPictures, hasShop: ownAppid === null, now }),
    [hasPictures, ownAppid, now],
  );
  const shown = useMemo(() => tableColumns(columns, language, view), [columns, language, view]);
  return (
    <Page
      title={say(T.title)}
      isWide
      actions={
        <>
          <Suspense fallback={<MenusToCome />}>
            <SavedSearches
              filters={filters}
              preferences={preferences}
              onChange={setPreferences}
              onApply={(saved) => setFilters({ ...withoutAny, ...saved })}
            />
            <ColumnsMenu preferences={preferences} onChange={setPreferences} />
          </Suspense>
          <ExportButton filters={filters} />
        </>
      }
    >
      <StatusTabs
        status={filters.status}
        appid={filters.appid}
        onChange={(status) => setFilters({ ...statusChanges(filters, status), reason: undefined })}
      />
      <Flex gap={8} wrap align="center" role="search">
        <NumberSearch
          key={filters.q ?? ""}
          value={filters.q}
          label={say(T.search)}
          onSearch={(q) => setFilters({ q })}
        />
        <ReasonSelect filters={filters} onChange={(reason) => setFilters({ reason })} />
        <AppSelect value={filters.appid} onChange={(appid) => setFilters({ appid })} />
        <OrderSpanPicker
          key={filters.status ?? ""}
          filters={filters}
          now={now}
          onChange={setFilters}
        />
        <Select<"newest" | "oldest">
          aria-label={say(T.order)}
          value={filters.sort === "oldest" ? "oldest" : "newest"}
          onChange={(sort) => setFilters({ sort: sort === "oldest" ? sort : undefined })}
          options={(["newest", "oldest"] as const).map((value) => ({
            value,
            label: say(T.sorts[value]),
          }))}
        />
        {isFiltered && (
          <Button type="link" onClick={() => setFilters(withoutAny)}>
            {say(T.clear)}
          </Button>
        )}
      </Flex>
      <CursorTable<OrderSummaryRepresentation>
        label={say(T.title)}
        pages={pages}
        columns={shown}
        rowKey="id"
        card={(order) => <OrderCard order={order} view={view} />}
        empty={
          isFiltered ? (
            <Nothing
              what={say(T.none)}
              next={<Button onClick={() => setFilters(withoutAny)}>{say(T.clear)}</Button>}
            />
          ) : (
            <Nothing what={say(T.noneYet)} next={<Link href="/try">{say(T.tryIt)}</Link>} />
          )
        }
      />
    </Page>
  );
}

/** As large as the menus, so that nothing moves when they come. */
const MenusToCome = () => (
  <>
    <Skeleton.Button active className="menu-to-come" />
    <Skeleton.Button active className="menu-to-come" />
  </>
);

/** The reasons, in the list of orders that need attention. */
function ReasonSelect({
  filters: { status, reason },
  onChange,
}: {
  readonly filters: Filters;
  readonly onChange: (reason: string | undefined) => void;
}) {
  const say = useSay();
  if (status !== "needs_attention" && reason === undefined) return null;
  return (
    <Select<AttentionReason>
      allowClear
      className="reason-select"
      aria-label={say(T.reason)}
      placeholder={say(T.reason)}
      {...(reason === undefined ? {} : { value: reason as AttentionReason })}
      onChange={(chosen: AttentionReason | undefined) => onChange(chosen)}
      options={ATTENTION_REASONS.map((value) => ({
        value,
        label: say(attentionWords(value)),
        title: say(attentionExplanation(value)),
      }))}
    />
  );
}
