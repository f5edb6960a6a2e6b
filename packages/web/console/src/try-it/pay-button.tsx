import { type AppRepresentation, PAYMENT_OPERATIONS, text } from "@dingdan/contract";
import { Button } from "antd";
import { useChange } from "../http/queries.js";
import { ForRole } from "../parts/for-role.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import { paymentFor } from "./payment-for.js";

const T = {
  pay: text("Record the payment", "记录对应支付"),
  states: {
    matched: text("Paid: the payment matches the order.", "已支付：支付与订单匹配。"),
    waiting: text("Recorded: the payment waits for its order.", "已记录：等待上传对应的订单。"),
    mismatched: text(
      "Recorded, but the payment does not match the order. Open the order to see why.",
      "已记录，但支付与订单不符。请打开订单查看原因。",
    ),
    erased: text("Not recorded: its buyer was erased.", "未记录：买家数据已删除。"),
  },
};

export interface PayButtonProps {
  readonly app: AppRepresentation;
  /** The body that the call sends. */
  readonly request: unknown;
  readonly now: string;
}

/** Records the payment that a call is about, in WeChat Pay's format. */
export function PayButton({ app, request, now }: PayButtonProps) {
  const say = useSay();
  const pay = useChange(PAYMENT_OPERATIONS.recordPayment);
  const payment = paymentFor(app, request, new Date(now));
  if (payment === null) return null;
  return (
    <>
      <ForRole operation={PAYMENT_OPERATIONS.recordPayment}>
        <Button loading={pay.isPending} onClick={() => pay.mutate({ body: payment })}>
          {say(T.pay)}
        </Button>
      </ForRole>
      {pay.data !== undefined && (
        <span className="quiet" role="status">
          {say(T.states[pay.data.state])}
        </span>
      )}
      <ProblemAlert error={pay.error} />
    </>
  );
}
