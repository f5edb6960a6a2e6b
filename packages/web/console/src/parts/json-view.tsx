import { useEffect, useMemo, useRef } from "react";
import { isWithin, jsonLines } from "./json-lines.js";

/** JSON with numbered lines; lines that another part of the page points to are highlighted. */
export function JsonView({
  value,
  lit = [],
  marks,
  label,
  isTall = false,
}: {
  readonly value: unknown;
  /** Paths whose lines are highlighted; the first is scrolled into view. */
  readonly lit?: readonly string[];
  /** Lines, from 0, that another version of the value does not have. */
  readonly marks?: { readonly lines: ReadonlySet<number>; readonly as: "removed" | "added" };
  readonly label: string;
  readonly isTall?: boolean;
}) {
  const lines = useMemo(() => jsonLines(value), [value]);
  const box = useRef<HTMLDivElement>(null);
  const key = [...lit, ...(marks?.lines ?? [])].join(" ");
  useEffect(() => {
    const line = box.current?.querySelector<HTMLElement>("[data-change], [data-lit]");
    if (line && box.current && key !== "") {
      box.current.scrollTop = line.offsetTop - box.current.clientHeight / 3;
    }
  }, [key]);
  return (
    <div
      ref={box}
      className={isTall ? "code tall json" : "code json"}
      role="region"
      aria-label={label}
      // Focusable, so that it can be scrolled with the keyboard.
      tabIndex={0}
    >
      {lines.map(({ path, depth, name, value: shown, kind }, index) => (
        <div
          key={`${index}${path}`}
          className="json-line"
          data-path={path}
          {...(lit.length > 0 && isWithin(path, lit) ? { "data-lit": "" } : {})}
          {...(marks?.lines.has(index) ? { "data-change": marks.as } : {})}
        >
          <span className="json-number" aria-hidden="true">
            {index + 1}
          </span>
          <span>
            {"  ".repeat(depth)}
            {name !== null && (
              <>
                <span className="json-key">{name}</span>
                {": "}
              </>
            )}
            <span className={`json-value-${kind}`}>{shown}</span>
          </span>
        </div>
      ))}
    </div>
  );
}
