import { ORDER_OPERATIONS, REQUEST_OPERATIONS, text } from "@dingdan/contract";
import { Button, Flex, Input, Skeleton, Tag } from "antd";
import { lazy, Suspense, useState } from "react";
import { Link, useLocation } from "wouter";
import { useNow } from "../clock/use-now.js";
import { useReading } from "../http/queries.js";
import { useSearchState } from "../http/search-state.js";
import { usePages } from "../http/use-pages.js";
import { AppSelect } from "../parts/app-select.js";
import { Nothing } from "../parts/nothing.js";
import { Page } from "../parts/page.js";
import { SpanPicker } from "../parts/span-picker.js";
import { useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";
import { RequestTable } from "./request-table.js";

// The interfaces with all their schemas come with it, and the list does not need them.
const OperationFilter = lazy(async () => ({
  default: (await import("./operation-filter.js")).OperationFilter,
}));

const T = {
  title: text("Requests", "请求日志"),
  about: text(
    "Every API call and the reason for its reply; secrets, tokens and contacts are masked.",
    "全部接口调用及应答原因；密钥、令牌与联系方式均已脱敏。",
  ),
  rid: text("Go to the call with this rid", "输入 rid 直达"),
  operation: text("Operation", "接口"),
  errcode: text("Error code", "错误码"),
  errors: text("Only errors", "只看出错"),
  span: text("Time of arrival", "到达时间"),
  order: (name: string) => text(`Order ${name}`, `订单 ${name}`),
  clear: text("Clear filters", "清除筛选"),
  none: text("No call matches the filters.", "没有符合条件的调用。"),
  noneYet: text("No calls yet.", "暂无调用。"),
  tryIt: text("Make the first one on the page Try it", "前往接口调试，发起第一次调用"),
};

const FILTERS = ["appid", "errcode", "errors", "operation", "order", "from", "to"] as const;

/** The page of the request log. */
export default function RequestsPage() {
  const say = useSay();
  const [, go] = useLocation();
  const { ownAppid } = useSession();
  const now = useNow(60_000);
  const [filters, setFilters] = useSearchState(FILTERS);
  const [errcode, setErrcode] = useState(filters.errcode ?? "");
  const pages = usePages(
    REQUEST_OPERATIONS.listRequests,
    { ...filters, limit: 30 },
    { everyMs: 5_000 },
  );
  const isFiltered = FILTERS.some((name) => filters[name] !== undefined);
  const isOnlyErrors = filters.errors === "true";
  return (
    <Page title={say(T.title)} about={say(T.about)}>
      <Flex gap={8} wrap align="center" role="search">
        <Button
          aria-pressed={isOnlyErrors}
          {...(isOnlyErrors ? { type: "primary" } : {})}
          onClick={() => setFilters({ errors: isOnlyErrors ? undefined : "true" })}
        >
          {say(T.errors)}
        </Button>
        <SpanPicker
          label={say(T.span)}
          from={filters.from}
          to={filters.to}
          now={now}
          onChange={setFilters}
        />
        <div className="operation-select">
          <Suspense fallback={<Skeleton.Input active block />}>
            <OperationFilter
              label={say(T.operation)}
              value={filters.operation}
              onChange={(operation) => setFilters({ operation })}
            />
          </Suspense>
        </div>
        <AppSelect value={filters.appid} onChange={(appid) => setFilters({ appid })} />
        <Input.Search
          placeholder={say(T.errcode)}
          aria-label={say(T.errcode)}
          className="filter"
          inputMode="numeric"
          allowClear
          value={errcode}
          onChange={({ target }) => setErrcode(target.value.replace(/[^-\d]/g, ""))}
          onSearch={(value) => setFilters({ errcode: value })}
        />
        <Input.Search
          placeholder={say(T.rid)}
          aria-label={say(T.rid)}
          className="search"
          spellCheck={false}
          onSearch={(rid) => {
            if (rid.trim() !== "") go(`/requests/${encodeURIComponent(rid.trim())}`);
          }}
        />
        {filters.order !== undefined && (
          <OrderTag id={filters.order} onClose={() => setFilters({ order: undefined })} />
        )}
        {isFiltered && (
          <Button
            type="link"
            onClick={() => {
              setErrcode("");
              setFilters(Object.fromEntries(FILTERS.map((name) => [name, undefined])));
            }}
          >
            {say(T.clear)}
          </Button>
        )}
      </Flex>
      <RequestTable
        pages={pages}
        label={say(T.title)}
        showsApp={ownAppid === null}
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

/** The order whose calls are listed, by its number. */
function OrderTag({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const say = useSay();
  const { data } = useReading(ORDER_OPERATIONS.getOrder, { path: { id } });
  return (
    <Tag closable onClose={onClose} className="order-filter">
      <Link href={`/orders/${encodeURIComponent(id)}`}>
        {say(T.order(data?.merchant_order_nos[0] ?? "…"))}
      </Link>
    </Tag>
  );
}
