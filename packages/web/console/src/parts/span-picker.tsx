import { Skeleton } from "antd";
import { lazy, Suspense } from "react";
import type { SpanPickerProps } from "./span-picker-field.js";

// The calendar is large, and a list is useful before it is there.
const Field = lazy(async () => ({
  default: (await import("./span-picker-field.js")).SpanPickerField,
}));

/** A choice of a span of time, from and to, each of which may be open. */
export function SpanPicker(props: SpanPickerProps) {
  return (
    <div className="span-picker">
      <Suspense fallback={<Skeleton.Input active block />}>
        <Field {...props} />
      </Suspense>
    </div>
  );
}
