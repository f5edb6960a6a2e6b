import { ArrowDownOutlined, ArrowUpOutlined } from "@ant-design/icons";
import { text } from "@dingdan/contract";
import { count, percent } from "../format/numbers.js";
import { useLanguage, useSay } from "../preferences/language.js";

const T = {
  same: text("as before", "与之前持平"),
  noneBefore: text("none before", "之前没有"),
  more: (n: string) => text(`${n} more than before`, `比之前多 ${n}`),
  less: (n: string) => text(`${n} less than before`, `比之前少 ${n}`),
  times: (n: string) => text(`${n} times as much as before`, `是之前的 ${n} 倍`),
};

/** From here on, a number of times is easier to read than a percentage. */
const TIMES_MIN = 10;

/** How a figure differs from the one of the time before; nothing when that is not known. */
export function Change({
  now,
  before,
}: {
  readonly now: number;
  readonly before: number | undefined;
}) {
  const say = useSay();
  const { language } = useLanguage();
  if (before === undefined) return "\u00a0";
  if (before === now) return say(T.same);
  if (before === 0) return say(T.noneBefore);
  const share = percent(Math.abs(now - before) / before, language);
  const words =
    now >= TIMES_MIN * before
      ? T.times(count(Math.round(now / before), language))
      : now > before
        ? T.more(share)
        : T.less(share);
  return (
    <>
      {now > before ? (
        <ArrowUpOutlined aria-hidden="true" />
      ) : (
        <ArrowDownOutlined aria-hidden="true" />
      )}{" "}
      {say(words)}
    </>
  );
}
