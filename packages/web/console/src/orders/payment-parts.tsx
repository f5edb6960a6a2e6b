import { text } from "@dingdan/contract";
import { Card, Table, type TableProps } from "antd";
import { useMemo } from "react";
import { Amount } from "../parts/amount.js";
import { useLanguage, useSay } from "../preferences/language.js";
import type { Order } from "./order.js";

type Part = NonNullable<Order["parts"]>[number];

const T = {
  title: text("Parts of the combined payment", "合单支付的子支付"),
  tradeNo: text("out_trade_no", "商户单号"),
  transaction: text("transaction_id", "微信支付单号"),
  mchid: text("mchid", "商户号"),
  total: text("Order total", "订单总额"),
  coupon: text("Coupon", "优惠券"),
  paid: text("Paid", "实付"),
};

/** The sub-payments of a combined payment. */
export function PaymentParts({ parts }: { readonly parts: readonly Part[] }) {
  const say = useSay();
  const { language } = useLanguage();
  const columns = useMemo<NonNullable<TableProps<Part>["columns"]>>(() => {
    const number = (key: "out_trade_no" | "transaction_id" | "mchid", title: string) => ({
      key,
      title,
      render: (_: unknown, part: Part) => <span className="mono nowrap">{part[key] ?? "–"}</span>,
    });
    const amount = (key: "amount" | "coupon" | "payer_amount", title: string) => ({
      key,
      title,
      align: "right" as const,
      render: (_: unknown, part: Part) => (
        <Amount money={part[key]} isDeducted={key === "coupon"} />
      ),
    });
    return [
      number("out_trade_no", T.tradeNo[language]),
      number("transaction_id", T.transaction[language]),
      number("mchid", T.mchid[language]),
      amount("amount", T.total[language]),
      amount("coupon", T.coupon[language]),
      amount("payer_amount", T.paid[language]),
    ];
  }, [language]);
  return (
    <Card size="small" title={say(T.title)}>
      {/* Focusable, so that it can be scrolled with the keyboard. */}
      <section aria-label={say(T.title)} tabIndex={0} className="table-box scrolls">
        <Table<Part>
          size="small"
          pagination={false}
          dataSource={[...parts]}
          columns={columns}
          rowKey={({ transaction_id: id, out_trade_no: tradeNo }) => `${id} ${tradeNo}`}
        />
      </section>
    </Card>
  );
}
