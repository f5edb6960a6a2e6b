import {
  type DelayedOrderRepresentation,
  REVIEW_OPERATIONS,
  text,
  UPLOAD_DELAY_MAX_MS,
} from "@dingdan/contract";
import { Table, Tag } from "antd";
import { Link } from "wouter";
import { delay } from "../format/times.js";
import { useReading } from "../http/queries.js";
import { LoadingOrProblem } from "../parts/loading-or-problem.js";
import { Moment } from "../parts/moment.js";
import { Nothing } from "../parts/nothing.js";
import { useLanguage, useSay } from "../preferences/language.js";

const T = {
  order: text("Order", "订单"),
  delay: text("Delay after payment", "支付后用时"),
  late: text("late", "超时"),
  paid: text("Paid", "付款时间"),
  received: text("Received", "收到时间"),
  none: text("No matched orders in the window yet.", "窗口内暂无已匹配订单。"),
};

/** The orders of a review, the slowest first: what the decision rests on. */
export function Delays({
  appid,
  count,
}: {
  readonly appid: string;
  /** How many are shown; absent: all, by pages. */
  readonly count?: number;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const reading = useReading(REVIEW_OPERATIONS.listDelays, { path: { appid } });
  const { data, error } = reading;
  if (error !== null || data === undefined) return <LoadingOrProblem reading={reading} rows={4} />;
  if (data.items.length === 0) return <Nothing what={say(T.none)} />;
  return (
    <Table<DelayedOrderRepresentation>
      size="small"
      rowKey="id"
      dataSource={data.items.slice(0, count)}
      scroll={{ x: "max-content" }}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      columns={[
        {
          title: say(T.delay),
          key: "delay",
          align: "right",
          render: (_, { delay_ms: ms }) =>
            ms > UPLOAD_DELAY_MAX_MS ? (
              <span className="nowrap">
                <Tag color="red">{say(T.late)}</Tag>
                <span className="late num">{delay(ms, language)}</span>
              </span>
            ) : (
              <span className="num">{delay(ms, language)}</span>
            ),
        },
        {
          title: say(T.order),
          key: "order",
          render: (_, { id, merchant_order_nos: numbers }) => (
            <Link href={`/orders/${encodeURIComponent(id)}`} className="mono">
              {numbers.join(", ") || id}
            </Link>
          ),
        },
        { title: say(T.paid), key: "paid", render: (_, { paid_at: at }) => <Moment at={at} /> },
        {
          title: say(T.received),
          key: "received",
          render: (_, { received_at: at }) => <Moment at={at} />,
        },
      ]}
    />
  );
}
