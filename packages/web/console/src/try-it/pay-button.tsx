import { ADMIN_OPERATIONS, EXAMPLE_PAYMENT, isObject, text } from "@dingdan/contract";
import { Button } from "antd";
import { useChange } from "../http/queries.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { MATCH_STATE_TEXTS } from "../parts/tags.js";
import { useSay } from "../preferences/language.js";
import { inChina } from "./example.js";

const T = { pay: text("Record the payment", "记录对应支付") };

/** Records the payment that an upload waits for, in WeChat Pay's format. */
export function PayButton({
  appid,
  upload,
  now,
}: {
  readonly appid: string | undefined;
  readonly upload: unknown;
  readonly now: string;
}) {
  const say = useSay();
  const pay = useChange(ADMIN_OPERATIONS.recordPayment);
  const payment = appid === undefined ? null : paymentFor(appid, upload, new Date(now));
  if (payment === null) return null;
  return (
    <>
      <Button loading={pay.isPending} onClick={() => pay.mutate({ body: payment })}>
        {say(T.pay)}
      </Button>
      {pay.data !== undefined && (
        <span className="quiet" role="status">
          {say(MATCH_STATE_TEXTS[pay.data.state])}
        </span>
      )}
      <ProblemAlert error={pay.error} />
    </>
  );
}

/** The payment of an upload; null if the order key has no out_trade_no. */
function paymentFor(appid: string, upload: unknown, now: Date) {
  if (!isObject(upload) || !isObject(upload["order_key"]) || !isObject(upload["payer"]))
    return null;
  const { mchid, out_trade_no: number } = upload["order_key"];
  const { openid } = upload["payer"];
  if (typeof mchid !== "string" || typeof number !== "string" || typeof openid !== "string") {
    return null;
  }
  return {
    ...EXAMPLE_PAYMENT,
    appid,
    mchid,
    out_trade_no: number,
    transaction_id: `4200${number.replace(/\D/g, "").slice(-14)}`.padEnd(28, "0"),
    success_time: inChina(now),
    payer: { openid },
  };
}
