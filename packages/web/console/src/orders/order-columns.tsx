import { type Language, type OrderSummaryRepresentation, type Text, text } from "@dingdan/contract";
import { Flex, type TableProps } from "antd";
import { Ago } from "../parts/ago.js";
import { Moment } from "../parts/moment.js";
import { ReasonTags, StatusTags } from "../parts/tags.js";
import { ORDER_COLUMNS, type OrderColumn } from "./column-names.js";
import { OrderLine } from "./order-line.js";
import { PaidAmount } from "./paid-amount.js";

type Order = OrderSummaryRepresentation;

/** What the cells of a list depend on besides the order. */
export interface OrderView {
  readonly hasPictures: boolean;
  /** False for a merchant, which has one shop. */
  readonly hasShop: boolean;
  readonly now: Date | null;
}

interface Column {
  readonly title: Text;
  readonly render: (order: Order, view: OrderView) => React.ReactNode;
  readonly align?: "right";
  readonly width?: number;
}

export const COLUMNS: Readonly<Record<OrderColumn, Column>> = {
  order: {
    title: text("Order", "订单"),
    render: (order, { hasPictures, hasShop }) => (
      <OrderLine order={order} hasPicture={hasPictures} hasShop={hasShop} />
    ),
  },
  status: {
    title: text("Status", "状态"),
    width: 190,
    render: (order) => <OrderTags order={order} />,
  },
  paid: {
    title: text("Paid", "实付"),
    align: "right",
    width: 130,
    render: (order) => <PaidAmount order={order} />,
  },
  buyer: {
    title: text("Buyer", "买家"),
    width: 150,
    render: ({ openid }) => <Buyer openid={openid} />,
  },
  when: {
    title: text("When", "时间"),
    width: 130,
    render: ({ paid_at: paidAt, first_received_at: receivedAt }, { now }) => (
      <Ago at={paidAt ?? receivedAt} now={now} />
    ),
  },
  received: {
    title: text("First received", "首次收到"),
    render: ({ first_received_at: at }) => <Moment at={at} />,
  },
  paid_at: { title: text("Paid at", "支付时间"), render: ({ paid_at: at }) => <Moment at={at} /> },
  matched: {
    title: text("Matched at", "匹配时间"),
    render: ({ matched_at: at }) => <Moment at={at} />,
  },
  shipped: {
    title: text("Shipped at", "发货时间"),
    render: ({ shipped_at: at }) => <Moment at={at} />,
  },
  transaction: {
    title: text("WeChat Pay number", "微信支付单号"),
    render: ({ transaction_id: id }) => <span className="mono">{id ?? "–"}</span>,
  },
  appid: {
    title: text("AppID", "AppID"),
    render: ({ appid }) => <span className="mono">{appid}</span>,
  },
};

/** The columns of the table. */
export const tableColumns = (
  shown: readonly OrderColumn[],
  language: Language,
  view: OrderView,
): NonNullable<TableProps<Order>["columns"]> =>
  ORDER_COLUMNS.filter((key) => shown.includes(key)).map((key) => {
    const { title, render, align, width } = COLUMNS[key];
    return {
      title: title[language],
      key,
      ...(align === undefined ? {} : { align }),
      ...(width === undefined ? {} : { width }),
      render: (_: unknown, order: Order) => render(order, view),
    };
  });

/** All statuses of an order, and why it needs attention: the reason says more than that it does. */
export function OrderTags({ order }: { readonly order: Order }) {
  const statuses = order.statuses.filter((status) => status !== "needs_attention");
  return (
    <Flex gap={4} wrap>
      <StatusTags statuses={statuses} needsParcel={order.needs_parcel} />
      <ReasonTags reasons={order.attention_reasons} />
    </Flex>
  );
}

/** The ends of an openid distinguish buyers; pointing to it shows all of it. */
function Buyer({ openid }: { readonly openid: string }) {
  const shown = openid.length > 16 ? `${openid.slice(0, 7)}…${openid.slice(-6)}` : openid;
  return (
    <span className="mono" title={openid}>
      {shown}
    </span>
  );
}
