import { ORDER_OPERATIONS, text } from "@dingdan/contract";
import { Button, Card, Col, Flex, Row, Skeleton } from "antd";
import { lazy, Suspense } from "react";
import { Link } from "wouter";
import { useReading } from "../http/queries.js";
import { CopyButton } from "../parts/copy-button.js";
import { JsonView } from "../parts/json-view.js";
import { LoadingOrProblem } from "../parts/loading-or-problem.js";
import { Moment } from "../parts/moment.js";
import { Page } from "../parts/page.js";
import { ReasonTags, StatusTags } from "../parts/tags.js";
import { Views } from "../parts/views.js";
import { useSay } from "../preferences/language.js";
import type { PageProps } from "../shell/page-props.js";
import { AttentionAlert } from "./attention-alert.js";
import { BuyerLink } from "./buyer-link.js";
import { EVENT_TEXTS } from "./event-texts.js";
import { ExportOrder } from "./export-order.js";
import { useListPreferences } from "./list-preferences.js";
import type { Order } from "./order.js";
import { OrderFacts } from "./order-facts.js";
import { OrderItems } from "./order-items.js";
import { OrderPreview } from "./order-preview.js";
import { PayOrder } from "./pay-order.js";
import { ReasonAlerts } from "./reason-alerts.js";

// A table is large. Few orders have a combined payment, and few readers look at the calls.
const PaymentParts = lazy(async () => ({
  default: (await import("./payment-parts.js")).PaymentParts,
}));
const Attempts = lazy(async () => ({ default: (await import("./attempts.js")).Attempts }));

const T = {
  title: (number: string) => text(`Order ${number}`, `订单 ${number}`),
  loading: text("Order", "订单"),
  back: text("All orders", "全部订单"),
  timeline: text("Timeline", "时间线"),
  preview: text("Buyer's view", "买家所见"),
  attempts: text("All attempts", "全部尝试"),
  views: text("View", "视图"),
  raw: text("Raw JSON", "原始 JSON"),
  details: text("Stored order", "保存的订单"),
  payment: text("Payment", "支付"),
  deliveries: text("Deliveries", "发货信息"),
};

/** The page of one order: facts, timeline, the buyer's view, and all logged calls. */
export default function OrderPage({ params }: PageProps) {
  const id = decodeURIComponent(params["id"] ?? "");
  const say = useSay();
  const reading = useReading(ORDER_OPERATIONS.getOrder, { path: { id } }, { everyMs: 5_000 });
  const { data: order } = reading;
  const [{ hasPictures }] = useListPreferences();
  if (order === undefined) {
    return (
      <Page title={say(T.loading)} actions={<BackLink />}>
        <LoadingOrProblem reading={reading} />
      </Page>
    );
  }
  return (
    <Page
      title={say(T.title(order.merchant_order_nos.join(", ") || order.id))}
      about={
        <Flex gap={4} wrap>
          <StatusTags statuses={order.statuses} needsParcel={order.needs_parcel} />
          <ReasonTags reasons={order.attention_reasons} />
        </Flex>
      }
      actions={
        <>
          {order.state === "waiting" && <PayOrder id={id} />}
          <BuyerLink appid={order.appid} openid={order.openid} />
          <ExportOrder id={id} />
          <BackLink />
        </>
      }
    >
      <ReasonAlerts order={order} />
      <AttentionAlert id={id} attention={order.attention} />
      <OrderItems order={order} hasPictures={hasPictures} />
      <Row gutter={[12, 12]}>
        <Col xs={24} lg={14}>
          <Card size="small" className="fills">
            <OrderFacts order={order} />
          </Card>
        </Col>
        <Col xs={24} lg={10}>
          <Card size="small" title={say(T.timeline)} className="fills">
            <ol className="timeline">
              {order.timeline.map(({ at, event, detail }) => (
                <li key={`${at}${event}${detail}`} data-event={event}>
                  <div>{say(EVENT_TEXTS[event])}</div>
                  <div className="quiet event-more">
                    <Moment at={at} />
                    {detail === undefined ? "" : ` · ${detail}`}
                  </div>
                </li>
              ))}
            </ol>
          </Card>
        </Col>
      </Row>
      {order.parts !== undefined && (
        <Suspense>
          <PaymentParts parts={order.parts} />
        </Suspense>
      )}
      <Card size="small">
        <Views
          label={say(T.views)}
          views={[
            { key: "preview", name: say(T.preview), content: <OrderPreview id={id} /> },
            {
              key: "attempts",
              name: say(T.attempts),
              content: (
                <Suspense fallback={<Skeleton active />}>
                  <Attempts id={id} />
                </Suspense>
              ),
            },
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
    <Link href="/orders" asChild>
      <Button type="text">{say(T.back)}</Button>
    </Link>
  );
}

function Raw({ order }: { readonly order: Order }) {
  const say = useSay();
  const parts = [
    { title: T.details, value: order.details },
    { title: T.payment, value: order.payment },
    { title: T.deliveries, value: order.deliveries.length === 0 ? undefined : order.deliveries },
  ].filter(({ value }) => value !== undefined);
  return (
    <div className="stack">
      {parts.map(({ title, value }) => (
        <section key={title.en}>
          <div className="code-head">
            <strong>{say(title)}</strong>
            <CopyButton value={JSON.stringify(value, null, 2)} label={say(title)} />
          </div>
          <JsonView value={value} label={say(title)} />
        </section>
      ))}
    </div>
  );
}
