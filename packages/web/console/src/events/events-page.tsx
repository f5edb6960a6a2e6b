import {
  EVENT_OPERATIONS,
  EVENT_TYPES,
  EVENTS,
  type EventRepresentation,
  type EventType,
  isErasedEvent,
  text,
} from "@dingdan/contract";
import { Button, Flex, Select, Skeleton, type TableProps, Tag } from "antd";
import { lazy, Suspense, useMemo } from "react";
import { Link } from "wouter";
import { useNow } from "../clock/use-now.js";
import { useSearchState } from "../http/search-state.js";
import { usePages } from "../http/use-pages.js";
import { useIsLive, useListIntervalMs } from "../live/live-state.js";
import { AppOf } from "../parts/app-of.js";
import { AppSelect } from "../parts/app-select.js";
import { CursorTable } from "../parts/cursor-table.js";
import { ExpandButton } from "../parts/expand-button.js";
import { Moment } from "../parts/moment.js";
import { Nothing } from "../parts/nothing.js";
import { Page } from "../parts/page.js";
import { SpanPicker } from "../parts/span-picker.js";
import { useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";
import { SubjectLink } from "./subject-link.js";

const EventDetails = lazy(async () => ({
  default: (await import("./event-details.js")).EventDetails,
}));

const T = {
  title: text("Events", "事件"),
  span: text("Time", "发生时间"),
  about: text(
    "What happened, newest first: what webhooks send and the feed lists. No event names a buyer.",
    "已发生的事件，从新到旧，与 Webhook 发送及事件流所列相同。事件不含买家信息。",
  ),
  event: text("Event", "事件"),
  time: text("Time", "时间"),
  app: text("App", "应用"),
  subject: text("About", "相关"),
  type: text("Type", "类型"),
  clear: text("Clear filters", "清除筛选"),
  none: text("No event that is kept matches the filters.", "所保留的事件中没有符合条件的。"),
  noneYet: text(
    "No events yet. Each upload, payment, shipment, refund and review appears here.",
    "暂无事件。上传、支付、发货、退款与审核都会显示在这里。",
  ),
  tryIt: text("Upload an order on the page Try it", "前往接口调试，上传一笔订单"),
  live: text("Live", "实时"),
  expand: text("Show the data", "显示数据"),
  collapse: text("Hide the data", "收起数据"),
  erased: text("The buyer was erased", "买家数据已删除"),
};

const FILTERS = ["type", "appid", "from", "to"] as const;

/** The page of the events. */
export default function EventsPage() {
  const say = useSay();
  const [filters, setFilters] = useSearchState(FILTERS);
  const now = useNow(60_000);
  const isLive = useIsLive();
  const everyMs = useListIntervalMs();
  const pages = usePages(EVENT_OPERATIONS.listRecentEvents, { ...filters, limit: 50 }, { everyMs });
  const columns = useColumns();
  const isFiltered = FILTERS.some((name) => filters[name] !== undefined);
  return (
    <Page title={say(T.title)} about={say(T.about)}>
      <Flex gap={8} wrap align="center" role="search">
        <Select<EventType>
          allowClear
          showSearch
          aria-label={say(T.type)}
          placeholder={say(T.type)}
          className="filter type-filter"
          {...(filters.type === undefined ? {} : { value: filters.type as EventType })}
          onChange={(type: EventType | undefined) => setFilters({ type })}
          options={EVENT_TYPES.map((value) => ({ value, label: value }))}
        />
        <SpanPicker
          label={say(T.span)}
          from={filters.from}
          to={filters.to}
          now={now}
          onChange={setFilters}
        />
        <AppSelect value={filters.appid} onChange={(appid) => setFilters({ appid })} />
        {isLive && <Tag color="green">{say(T.live)}</Tag>}
        {isFiltered && (
          <Button
            type="link"
            onClick={() => setFilters(Object.fromEntries(FILTERS.map((name) => [name, undefined])))}
          >
            {say(T.clear)}
          </Button>
        )}
      </Flex>
      <CursorTable<EventRepresentation>
        label={say(T.title)}
        // The type of an event's data follows from its type.
        pages={{ ...pages, rows: pages.rows as readonly EventRepresentation[] }}
        columns={columns}
        rowKey="id"
        expandable={{
          expandedRowRender: (event) => (
            <Suspense fallback={<Skeleton active title={false} />}>
              <EventDetails event={event} />
            </Suspense>
          ),
          expandIcon: ({ expanded: isExpanded, record, onExpand }) => (
            <ExpandButton
              isExpanded={isExpanded}
              label={`${say(isExpanded ? T.collapse : T.expand)}: ${record.id}`}
              onClick={(click) => onExpand(record, click)}
            />
          ),
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

function useColumns(): NonNullable<TableProps<EventRepresentation>["columns"]> {
  const say = useSay();
  const { ownAppid } = useSession();
  return useMemo(
    () => [
      {
        title: say(T.event),
        key: "event",
        render: (_, event) => (
          <div className="event">
            <div className="mono">{event.type}</div>
            <div className="quiet event-more">{say(EVENTS[event.type].description)}</div>
            <div className="phone-only">
              <Moment at={event.timestamp} />
              <div>
                <Subject of={event} />
              </div>
            </div>
          </div>
        ),
      },
      {
        title: say(T.subject),
        key: "subject",
        responsive: ["md"],
        render: (_, event) => <Subject of={event} />,
      },
      ...(ownAppid === null
        ? [
            {
              title: say(T.app),
              key: "app",
              responsive: ["md" as const],
              render: (_: unknown, { appid }: EventRepresentation) => <AppOf appid={appid} />,
            },
          ]
        : []),
      {
        title: say(T.time),
        key: "time",
        responsive: ["md"],
        render: (_, { timestamp }) => <Moment at={timestamp} />,
      },
    ],
    [say, ownAppid],
  );
}

/** The number that people know the subject by, and the way to it. */
function Subject({ of }: { readonly of: EventRepresentation }) {
  const say = useSay();
  if (isErasedEvent(of)) return <span className="quiet">{say(T.erased)}</span>;
  const { out_trade_no: ours, transaction_id: theirs } = of.data as {
    readonly out_trade_no?: string;
    readonly transaction_id?: string;
  };
  const number = ours ?? theirs;
  return (
    <>
      {number !== undefined && <div className="mono">{number}</div>}
      <SubjectLink of={of} />
    </>
  );
}
