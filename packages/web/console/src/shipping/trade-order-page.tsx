import {
  pushText,
  type Text,
  TRADE_ORDER_OPERATIONS,
  type TradeOrderRepresentation,
  text,
} from "@dingdan/contract";
import { Alert, Button, Card, Col, Flex, Row, Skeleton } from "antd";
import { lazy, Suspense } from "react";
import { Link, useSearchParams } from "wouter";
import { useReading } from "../http/queries.js";
import { usePages } from "../http/use-pages.js";
import { CopyButton } from "../parts/copy-button.js";
import { JsonView } from "../parts/json-view.js";
import { LoadingOrProblem } from "../parts/loading-or-problem.js";
import { Moment } from "../parts/moment.js";
import { Nothing } from "../parts/nothing.js";
import { Page } from "../parts/page.js";
import { Views } from "../parts/views.js";
import { useSay } from "../preferences/language.js";
import type { PageProps } from "../shell/page-props.js";
import { SandboxMoves } from "./sandbox-moves.js";
import { TradeFacts } from "./trade-facts.js";
import { TradeParcels } from "./trade-parcels.js";
import { MoneyTag, TradeTags } from "./trade-tags.js";
import { EVENT_TEXTS, REASON_NEXT, REASON_TEXTS } from "./trade-texts.js";

// A table is large, and the calls are one of several views.
const RequestTable = lazy(async () => ({
  default: (await import("../requests/request-table.js")).RequestTable,
}));

const T = {
  title: (number: string) => text(`Payment ${number}`, `支付单 ${number}`),
  loading: text("Payment", "支付单"),
  back: text("All payments", "全部支付单"),
  timeline: text("Timeline", "时间线"),
  message: (event: string, outcome: Text) =>
    text(`Push ${event}: ${outcome.en}`, `推送 ${event}：${outcome.zh}`),
  views: text("View", "视图"),
  parcels: text("Parcels", "包裹"),
  calls: text("Calls for this payment", "涉及该支付单的调用"),
  raw: text("Raw JSON", "原始 JSON"),
  noCalls: text(
    "The request log has no call for this payment.",
    "请求日志中没有涉及该支付单的调用。",
  ),
  ship: text("Upload its shipping information on the page Try it", "前往接口调试，上传发货信息"),
};

/** The page of one payment: its state, timers, parcels, and the calls that named it. */
export default function TradeOrderPage({ params }: PageProps) {
  const id = decodeURIComponent(params["transaction_id"] ?? "");
  const [search] = useSearchParams();
  const appid = search.get("appid");
  const say = useSay();
  const query = appid === null ? {} : { appid };
  const reading = useReading(
    TRADE_ORDER_OPERATIONS.getTradeOrder,
    { path: { transaction_id: id }, query },
    { everyMs: 5_000 },
  );
  const { data: order } = reading;
  if (order === undefined) {
    return (
      <Page title={say(T.loading)} actions={<BackLink />}>
        <LoadingOrProblem reading={reading} />
      </Page>
    );
  }
  return (
    <Page
      title={say(T.title(order.transaction_id))}
      about={
        <Flex gap={4} wrap>
          <TradeTags order={order} />
          <MoneyTag money={order.money} />
        </Flex>
      }
      actions={<BackLink />}
    >
      <Unmanaged order={order} />
      <Row gutter={[12, 12]}>
        <Col xs={24} lg={14}>
          <Card size="small" className="fills">
            <TradeFacts order={order} />
          </Card>
        </Col>
        <Col xs={24} lg={10}>
          <Card size="small" title={say(T.timeline)} className="fills">
            <Timeline order={order} />
          </Card>
        </Col>
      </Row>
      <SandboxMoves order={order} />
      <Card size="small">
        <Views
          label={say(T.views)}
          views={[
            { key: "parcels", name: say(T.parcels), content: <TradeParcels order={order} /> },
            { key: "calls", name: say(T.calls), content: <Calls order={order} /> },
            { key: "raw", name: say(T.raw), content: <Raw order={order} /> },
          ]}
        />
      </Card>
    </Page>
  );
}

function BackLink() {
  const say = useSay();
  return (
    <Link href="/shipping" asChild>
      <Button type="text">{say(T.back)}</Button>
    </Link>
  );
}

/** Why the interfaces do not find the payment, and what to do. */
function Unmanaged({ order }: { readonly order: TradeOrderRepresentation }) {
  const say = useSay();
  const { unmanaged_reason: reason } = order;
  if (reason === undefined) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={say(REASON_TEXTS[reason])}
      description={say(REASON_NEXT[reason])}
    />
  );
}

function Timeline({ order }: { readonly order: TradeOrderRepresentation }) {
  const say = useSay();
  return (
    <ol className="timeline">
      {order.timeline.map(({ at, event, detail, push, push_outcome: outcome }, index) => (
        <li key={`${index}${at}`} data-event={event}>
          <div>{say(EVENT_TEXTS[event])}</div>
          <div className="quiet event-more">
            <Moment at={at} />
            {detail === undefined ? "" : ` · ${detail}`}
          </div>
          {push !== undefined && outcome !== undefined && (
            <div className="quiet event-more wraps" data-push={outcome.state}>
              {say(T.message(push, pushText(outcome)))}
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}

/** Every logged call that named the payment; rejected ones show their cause. */
function Calls({ order }: { readonly order: TradeOrderRepresentation }) {
  const say = useSay();
  const { appid, transaction_id } = order;
  const pages = usePages(
    TRADE_ORDER_OPERATIONS.listTradeOrderCalls,
    { appid, limit: 20 },
    { path: { transaction_id } },
  );
  const next = (
    <Link href={`/try?operation=secUploadShippingInfo&appid=${appid}`}>{say(T.ship)}</Link>
  );
  return (
    <Suspense fallback={<Skeleton active />}>
      <RequestTable
        pages={pages}
        label={say(T.calls)}
        empty={<Nothing what={say(T.noCalls)} next={next} />}
      />
    </Suspense>
  );
}

function Raw({ order }: { readonly order: TradeOrderRepresentation }) {
  const say = useSay();
  return (
    <div className="stack">
      <div className="code-head">
        <span />
        <CopyButton value={JSON.stringify(order, null, 2)} label={say(T.raw)} />
      </div>
      <JsonView value={order} label={say(T.raw)} />
    </div>
  );
}
