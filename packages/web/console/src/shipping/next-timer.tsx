import type { TradeOrderSummaryRepresentation } from "@dingdan/contract";
import { useNow } from "../clock/use-now.js";
import { timeLeft } from "../format/times.js";
import { useLanguage, useSay } from "../preferences/language.js";
import { timerText } from "./trade-texts.js";

/** What happens next to a trade order without a call, and when: `Auto-confirms in 9 d 4 h`. */
export function NextTimer({
  timers,
}: {
  readonly timers: TradeOrderSummaryRepresentation["timers"];
}) {
  const say = useSay();
  const { language } = useLanguage();
  const now = useNow(15_000);
  const [next] = timers;
  if (next === undefined || now === null) return <span className="quiet">–</span>;
  const ms = Date.parse(next.due_at) - now.getTime();
  const left = ms > 0 ? timeLeft(ms, language) : null;
  return (
    <time dateTime={next.due_at} className="num">
      {say(timerText(next.timer, left))}
    </time>
  );
}
