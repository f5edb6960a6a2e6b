import { type AppRepresentation, PAYMENT_OPERATIONS, text } from "@dingdan/contract";
import { Button } from "antd";
import { useChange } from "../http/queries.js";
import { ForRole } from "../parts/for-role.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { MATCH_STATE_TEXTS } from "../parts/tags.js";
import { useSay } from "../preferences/language.js";
import { paymentFor } from "./payment-for.js";

const T = {
  pay: text("Record the payment", "记录对应支付"),
  erased: text("Not recorded: its buyer was erased", "未记录：买家数据已删除"),
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
          {say(pay.data.state === "erased" ? T.erased : MATCH_STATE_TEXTS[pay.data.state])}
        </span>
      )}
      <ProblemAlert error={pay.error} />
    </>
  );
}
