import {
  formatMoney,
  isSameMoney,
  type RefundRepresentation,
  text,
  WITHOUT_NUMBER,
} from "@dingdan/contract";
import { Link } from "wouter";
import { duration } from "../format/times.js";
import { Amount } from "../parts/amount.js";
import { Facts } from "../parts/facts.js";
import { Moment } from "../parts/moment.js";
import { useLanguage, useSay } from "../preferences/language.js";
import { refundedAmounts } from "./amounts.js";
import { REFUND_TEXTS } from "./event-texts.js";
import type { Order } from "./order.js";

const T = {
  app: text("Shop", "店铺"),
  total: text("Order total", "订单总额"),
  coupon: text("Coupon", "优惠券"),
  paid: text("Paid", "实付"),
  paidUnknown: text("WeChat Pay did not report it", "微信支付未报告"),
  refunded: text("Refunded", "已退款"),
  refund: text("Refund", "退款"),
  ofTotal: text("of the order total", "订单总额中的"),
  toBuyer: text("to the buyer", "退回用户"),
  shareUnknown: text(
    "WeChat Pay did not report what the buyer gets back",
    "微信支付未报告退回用户的金额",
  ),
  transaction: text("transaction_id", "微信支付单号"),
  buyer: text("Buyer's openid", "买家 openid"),
  verify: text("Result of verify", "验证接口的结果"),
  uploadTime: text("upload_time as sent", "upload_time（原值）"),
  delay: text("Upload after payment", "支付后上传用时"),
  id: text("ID", "ID"),
  early: text("before the payment", "早于支付"),
};

/** The facts of an order: its amounts, refunds, numbers and times. */
export function OrderFacts({ order }: { readonly order: Order }) {
  const facts = [
    ...useAmountFacts(order),
    ...order.refunds.map((refund) => ({
      key: refund.refund_id,
      name: T.refund,
      value: <RefundFact refund={refund} />,
    })),
    {
      name: T.app,
      value: (
        <>
          <Link href={`/apps/${order.appid}`}>{order.app_name}</Link>{" "}
          <span className="mono quiet">{order.appid}</span>
        </>
      ),
    },
    { name: T.transaction, value: <TransactionNumber order={order} /> },
    { name: T.buyer, value: <span className="mono">{order.openid}</span> },
    { name: T.uploadTime, value: <span className="mono">{order.upload_time}</span> },
    { name: T.delay, value: <Delay order={order} /> },
    { name: T.verify, value: <VerifyResult shown={order.verify_result} /> },
    { name: T.id, value: <span className="mono">{order.id}</span> },
  ];
  return <Facts facts={facts} />;
}

function useAmountFacts({ amount, coupon, payer_amount: paid, refunds }: Order) {
  const say = useSay();
  const { language } = useLanguage();
  const total = { name: T.total, value: <Amount money={amount} /> };
  // An order that waits for its payment has no amounts.
  if (amount === undefined) return [total];
  const refunded = refundedAmounts(refunds).map((money) => formatMoney(money, language));
  return [
    total,
    ...(coupon === undefined
      ? []
      : [{ name: T.coupon, value: <Amount money={coupon} isDeducted /> }]),
    {
      name: T.paid,
      value:
        paid === undefined ? (
          <span className="quiet">{say(T.paidUnknown)}</span>
        ) : (
          <strong>
            <Amount money={paid} />
          </strong>
        ),
    },
    ...(refunded.length === 0
      ? []
      : [{ name: T.refunded, value: <span className="num">{refunded.join(" + ")}</span> }]),
  ];
}

function RefundFact({ refund }: { readonly refund: RefundRepresentation }) {
  const say = useSay();
  const { amount, payer_amount: payer, state, at } = refund;
  const ofTotal = (
    <>
      {say(T.ofTotal)} <Amount money={amount} />
    </>
  );
  return (
    <>
      {payer === undefined ? (
        <>
          {ofTotal} · <span className="quiet">{say(T.shareUnknown)}</span>
        </>
      ) : isSameMoney(amount, payer) ? (
        <Amount money={amount} />
      ) : (
        <>
          {say(T.toBuyer)} <Amount money={payer} /> · {ofTotal}
        </>
      )}{" "}
      · {say(REFUND_TEXTS[state])} · <Moment at={at} />
    </>
  );
}

function TransactionNumber({ order }: { readonly order: Order }) {
  const say = useSay();
  if (order.transaction_id === undefined && order.parts !== undefined) {
    return <span className="quiet">{say(WITHOUT_NUMBER)}</span>;
  }
  return <span className="mono">{order.transaction_id ?? "–"}</span>;
}

/** How long after the payment the order arrived. */
function Delay({ order }: { readonly order: Order }) {
  const say = useSay();
  const { language } = useLanguage();
  const paidAt = order.timeline.find(({ event }) => event === "paid")?.at;
  if (paidAt === undefined) return "–";
  const delayMs = Date.parse(order.first_received_at) - Date.parse(paidAt);
  if (delayMs < 0) return say(T.early);
  return <span className={delayMs > 5000 ? "late num" : "num"}>{duration(delayMs, language)}</span>;
}

/** What the call for verification returns: its words, and the value that a program gets. */
function VerifyResult({ shown }: { readonly shown: string }) {
  const end = shown.indexOf(": ");
  if (end < 0) return shown;
  return (
    <>
      {shown.slice(end + 2)} <span className="mono quiet">{shown.slice(0, end)}</span>
    </>
  );
}
