import { ADMIN_OPERATIONS, type Infer, text } from "@dingdan/contract";
import { Button, Card, Col, Row } from "antd";
import { Link } from "wouter";
import { yuan } from "../format/numbers.js";
import { duration } from "../format/times.js";
import { useReading } from "../http/queries.js";
import { CopyButton } from "../parts/copy-button.js";
import { Facts } from "../parts/facts.js";
import { JsonView } from "../parts/json-view.js";
import { LoadingOrProblem } from "../parts/loading-or-problem.js";
import { Moment } from "../parts/moment.js";
import { Page } from "../parts/page.js";
import { MatchTag } from "../parts/tags.js";
import { Views } from "../parts/views.js";
import { useLanguage, useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";
import type { PageProps } from "../shell/page-props.js";
import { Attempts } from "./attempts.js";
import { BuyerLink } from "./buyer-link.js";
import { eventText, REFUND_TEXTS } from "./event-texts.js";
import { OrderPreview } from "./order-preview.js";

type Order = Infer<typeof ADMIN_OPERATIONS.getOrder.reply>;

const T = {
  title: (number: string) => text(`Order ${number}`, `订单 ${number}`),
  loading: text("Order", "订单"),
  back: text("All orders", "全部订单"),
  state: text("State", "状态"),
  app: text("App", "应用"),
  amount: text("Amount", "金额"),
  refund: text("Refund", "退款"),
  transaction: text("transaction_id", "微信支付单号"),
  buyer: text("Buyer's openid", "买家 openid"),
  verify: text("Result of verify", "验证接口的结果"),
  uploadTime: text("upload_time as sent", "upload_time（原值）"),
  delay: text("Upload after payment", "支付后上传用时"),
  early: text("before the payment", "早于支付"),
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
  const reading = useReading(ADMIN_OPERATIONS.getOrder, { path: { id } }, { everyMs: 5_000 });
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
      title={say(T.title(order.merchant_order_nos.join(", ") || order.id))}
      about={<MatchTag state={order.state} />}
      actions={
        <>
          <BuyerLink appid={order.appid} openid={order.openid} />
          <BackLink />
        </>
      }
    >
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
                <li key={`${at}${event}`} data-event={event}>
                  <div>{say(eventText(event))}</div>
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
      <Card size="small">
        <Views
          label={say(T.views)}
          views={[
            { key: "preview", name: say(T.preview), content: <OrderPreview id={id} /> },
            { key: "attempts", name: say(T.attempts), content: <Attempts id={id} /> },
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

function OrderFacts({ order }: { readonly order: Order }) {
  const say = useSay();
  const { language } = useLanguage();
  const { ownAppid } = useSession();
  const paidAt = order.timeline.find(({ event }) => event === "paid")?.at;
  const delayMs =
    paidAt === undefined ? null : Date.parse(order.first_received_at) - Date.parse(paidAt);
  const facts = [
    {
      name: T.amount,
      value: (
        <strong className="num">
          {order.amount_fen === undefined ? "–" : yuan(order.amount_fen, language)}
        </strong>
      ),
    },
    {
      name: T.app,
      value: (
        <Link href={`/apps/${order.appid}`} className="mono">
          {ownAppid ?? order.appid}
        </Link>
      ),
    },
    ...order.refunds.map(({ refund_id: refundId, amount_fen: fen, state, at }) => ({
      key: refundId,
      name: T.refund,
      value: (
        <>
          <span className="num">{yuan(fen, language)}</span> · {say(REFUND_TEXTS[state])} ·{" "}
          <Moment at={at} />
        </>
      ),
    })),
    { name: T.transaction, value: <span className="mono">{order.transaction_id ?? "–"}</span> },
    { name: T.buyer, value: <span className="mono">{order.openid}</span> },
    { name: T.uploadTime, value: <span className="mono">{order.upload_time}</span> },
    {
      name: T.delay,
      value:
        delayMs === null ? (
          "–"
        ) : delayMs < 0 ? (
          say(T.early)
        ) : (
          <span className={delayMs > 5000 ? "late num" : "num"}>{duration(delayMs, language)}</span>
        ),
    },
    { name: T.verify, value: order.verify_result },
    { name: text("id", "id"), value: <span className="mono">{order.id}</span> },
  ];
  return <Facts facts={facts} />;
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
