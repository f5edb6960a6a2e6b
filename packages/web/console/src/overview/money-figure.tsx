import { DEFAULT_CURRENCY, formatMoney, type Money } from "@dingdan/contract";
import type { ReactNode } from "react";
import { useLanguage } from "../preferences/language.js";
import { Change } from "./change.js";
import { Figure } from "./figure.js";

/** Sums of money in each currency, and their change. Currencies are never added up. */
export function MoneyFigure({
  title,
  sums,
  before,
}: {
  readonly title: ReactNode;
  readonly sums: readonly Money[];
  /** The sums of the time before; undefined when they are not known. */
  readonly before: readonly Money[] | undefined;
}) {
  const { language } = useLanguage();
  const none = { amount_minor: 0, currency: before?.[0]?.currency ?? DEFAULT_CURRENCY };
  const [first = none, ...others] = sums;
  const changeOf = ({ currency, amount_minor: now }: Money) => (
    <Change
      now={now}
      before={before && (before.find((sum) => sum.currency === currency)?.amount_minor ?? 0)}
    />
  );
  return (
    <Figure title={title} value={formatMoney(first, language)}>
      {changeOf(first)}
      {others.map((sum) => (
        <div key={sum.currency}>
          <strong className="num">{formatMoney(sum, language)}</strong> {changeOf(sum)}
        </div>
      ))}
    </Figure>
  );
}
