import { formatMoney, type Money } from "@dingdan/contract";
import { useLanguage } from "../preferences/language.js";

/** An amount in its own currency; a dash if there is none. */
export function Amount({
  money,
  isDeducted = false,
}: {
  readonly money: Money | undefined;
  /** True: the amount reduces a total, as a coupon does. */
  readonly isDeducted?: boolean;
}) {
  const { language } = useLanguage();
  if (money === undefined) return <span className="num">–</span>;
  return (
    <span className="num">
      {isDeducted ? "−" : ""}
      {formatMoney(money, language)}
    </span>
  );
}
