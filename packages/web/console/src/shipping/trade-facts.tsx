import { type TradeOrderRepresentation, text } from "@dingdan/contract";
import { Link } from "wouter";
import { timeLeft } from "../format/times.js";
import { Amount } from "../parts/amount.js";
import { AppOf } from "../parts/app-of.js";
import { Facts } from "../parts/facts.js";
import { Moment } from "../parts/moment.js";
import { useLanguage, useSay } from "../preferences/language.js";
import { NextTimer } from "./next-timer.js";
import { DELIVERY_TEXTS, LOGISTICS_TEXTS, STATE_TEXTS } from "./trade-texts.js";

const T = {
  amount: text("Amount", "金额"),
  next: text("Next", "下一步"),
  due: text("Due at", "到期时间"),
  paused: text("Receipt's timer", "收货期限"),
  pausedFor: (left: string) =>
    text(`Stopped by the complaint; ${left} left`, `投诉期间暂停，剩余 ${left}`),
  state: text("State that calls return", "接口返回的状态"),
  tradeNo: text("out_trade_no", "商户单号"),
  transaction: text("transaction_id", "微信支付单号"),
  mchid: text("mchid", "商户号"),
  subMchid: text("sub_mchid", "子商户号"),
  combined: text("Part of the combined payment", "所属合单支付"),
  buyer: text("Buyer's openid", "买家 openid"),
  paid: text("Paid at", "支付时间"),
  visible: text("Calls find it from", "接口可查时间"),
  logistics: text("Delivery", "发货方式"),
  uploadTime: text("Latest upload_time", "最近的 upload_time"),
  reshipment: text("Re-shipment", "重新发货"),
  spent: text("Spent: a further change is refused with 10060003", "已使用，再次修改返回 10060003"),
  left: text("One left", "还可使用一次"),
  special: text("Special order", "特殊订单"),
  test: text("Test order: needs no shipping", "测试订单，无需发货"),
  presale: text("Pre-sale, ships by", "预售，最晚发货"),
  app: text("App", "应用"),
  order: text("Shopping order", "购物订单"),
  find: text("Find it by this number", "按此单号查找"),
};

type Order = TradeOrderRepresentation;

/** The facts of a payment: its money, timers, numbers and shipping. */
export function TradeFacts({ order }: { readonly order: Order }) {
  const say = useSay();
  const mono = (value: string) => <span className="mono">{value}</span>;
  const facts = [
    { name: T.amount, value: <Amount money={order.amount} /> },
    ...useTimerFacts(order),
    {
      name: T.state,
      value: (
        <>
          {say(STATE_TEXTS[order.state_name])}{" "}
          <span className="mono quiet">order_state {order.state}</span>
        </>
      ),
    },
    { name: T.transaction, value: mono(order.transaction_id) },
    { name: T.tradeNo, value: mono(order.out_trade_no) },
    { name: T.mchid, value: mono(order.mchid) },
    ...(order.sub_mchid === undefined ? [] : [{ name: T.subMchid, value: mono(order.sub_mchid) }]),
    ...(order.combination === undefined
      ? []
      : [{ name: T.combined, value: mono(order.combination.out_trade_no) }]),
    { name: T.buyer, value: mono(order.openid) },
    {
      name: T.app,
      value: <AppOf appid={order.appid} />,
    },
    {
      name: T.order,
      value: <Link href={`/orders?q=${order.transaction_id}`}>{say(T.find)}</Link>,
    },
    { name: T.paid, value: <Moment at={order.paid_at} /> },
    { name: T.visible, value: <Moment at={order.visible_at} /> },
    ...useShippingFacts(order),
  ];
  return <Facts facts={facts} />;
}

function useTimerFacts({ timers, confirm_left_seconds: leftSeconds }: Order) {
  const say = useSay();
  const { language } = useLanguage();
  const paused =
    leftSeconds === undefined
      ? []
      : [{ name: T.paused, value: say(T.pausedFor(timeLeft(leftSeconds * 1000, language))) }];
  const [next] = timers;
  if (next === undefined) return paused;
  return [
    { name: T.next, value: <NextTimer timers={timers} /> },
    { name: T.due, value: <Moment at={next.due_at} /> },
    ...paused,
  ];
}

function useShippingFacts({ shipping, special }: Order) {
  const say = useSay();
  const declared =
    special === undefined
      ? []
      : [
          {
            name: T.special,
            value:
              special.kind === "test" ? (
                say(T.test)
              ) : (
                <>
                  {say(T.presale)} <Moment at={special.delay_to} />
                </>
              ),
          },
        ];
  if (shipping === undefined) return declared;
  const { logistics_type: logistics, delivery_mode: mode } = shipping;
  return [
    ...declared,
    {
      name: T.logistics,
      value: `${say(LOGISTICS_TEXTS[logistics])} · ${say(DELIVERY_TEXTS[mode])}`,
    },
    { name: T.uploadTime, value: <Moment at={shipping.upload_time} /> },
    { name: T.reshipment, value: say(shipping.is_reshipped ? T.spent : T.left) },
  ];
}
