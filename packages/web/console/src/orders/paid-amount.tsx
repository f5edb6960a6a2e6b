import { isSameMoney, type OrderSummaryRepresentation, text } from "@dingdan/contract";
import { Amount } from "../parts/amount.js";
import { useSay } from "../preferences/language.js";

const T = { of: text("of", "总额") };

/** What the buyer paid, and below it the total of the order if that differs. */
export function PaidAmount({
  order: { amount, payer_amount: paid },
}: {
  readonly order: OrderSummaryRepresentation;
}) {
  const say = useSay();
  if (amount === undefined || paid === undefined || isSameMoney(amount, paid)) {
    return <Amount money={paid ?? amount} />;
  }
  return (
    <>
      <Amount money={paid} />
      <div className="quiet num">
        {say(T.of)} <Amount money={amount} />
      </div>
    </>
  );
}
