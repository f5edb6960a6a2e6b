import { Skeleton } from "antd";
import { lazy, Suspense } from "react";
import type { MomentInputProps } from "./moment-input-field.js";

// The calendar is large, and a page is useful before it is there.
const Field = lazy(async () => ({
  default: (await import("./moment-input-field.js")).MomentInputField,
}));

/** An input for a moment in the browser's time zone. */
export function MomentInput(props: MomentInputProps) {
  return (
    <span className="moment-input">
      <span className="quiet">{props.label}</span>
      <Suspense fallback={<Skeleton.Input active />}>
        <Field {...props} />
      </Suspense>
    </span>
  );
}
