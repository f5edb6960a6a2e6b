import { CLOCK_OPERATIONS, ORDER_OPERATIONS, text } from "@dingdan/contract";
import { Button } from "antd";
import { useChange, useReading } from "../http/queries.js";
import { ForRole } from "../parts/for-role.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";

const T = { pay: text("Pay as the buyer", "以买家身份支付") };

/** Pays an order that waits for its payment; nothing outside a sandbox, where WeChat Pay reports payments. */
export function PayOrder({ id }: { readonly id: string }) {
  const say = useSay();
  const { data: clock } = useReading(CLOCK_OPERATIONS.getClock);
  const pay = useChange(ORDER_OPERATIONS.payOrder);
  if (clock?.is_sandbox !== true) return null;
  return (
    <>
      <ForRole operation={ORDER_OPERATIONS.payOrder}>
        <Button type="primary" loading={pay.isPending} onClick={() => pay.mutate({ path: { id } })}>
          {say(T.pay)}
        </Button>
      </ForRole>
      <ProblemAlert error={pay.error} />
    </>
  );
}
