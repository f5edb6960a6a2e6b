import { text } from "@dingdan/contract";
import { Select } from "antd";
import { useState } from "react";
import { SpanPicker } from "../parts/span-picker.js";
import { useSay } from "../preferences/language.js";
import { SPAN_KINDS, type SpanKind, spanChanges, spanKindOf, spanOf } from "./order-span.js";

const T = {
  which: text("Which time", "时间类型"),
  kinds: {
    received: text("First received", "首次收到的时间"),
    refunded: text("Time of the refund", "退款时间"),
  },
};

/** A choice of a time and a span of it. */
export function OrderSpanPicker({
  filters,
  now,
  onChange,
}: {
  readonly filters: Parameters<typeof spanKindOf>[0];
  readonly now: Date | null;
  readonly onChange: (changes: ReturnType<typeof spanChanges>) => void;
}) {
  const say = useSay();
  const [chosen, setChosen] = useState<SpanKind | null>(null);
  const kind = spanKindOf(filters, chosen);
  const span = spanOf(filters, kind);
  return (
    <>
      <Select<SpanKind>
        aria-label={say(T.which)}
        value={kind}
        popupMatchSelectWidth={false}
        onChange={(picked) => {
          setChosen(picked);
          onChange(spanChanges(picked, span));
        }}
        options={SPAN_KINDS.map((value) => ({ value, label: say(T.kinds[value]) }))}
      />
      <SpanPicker
        label={say(T.kinds[kind])}
        {...span}
        now={now}
        onChange={(picked) => onChange(spanChanges(kind, picked))}
      />
    </>
  );
}
