import { useEffect, useMemo, useRef } from "react";
import { isWithin, jsonLines } from "./json-lines.js";

/** JSON to read: numbered lines, with those lit up that something else on the page points to. */
export function JsonView({
  value,
  lit = [],
  label,
  isTall = false,
}: {
  readonly value: unknown;
  /** Paths whose lines are lit; the first is brought into view. */
  readonly lit?: readonly string[];
  readonly label: string;
  readonly isTall?: boolean;
}) {
  const lines = useMemo(() => jsonLines(value), [value]);
  const box = useRef<HTMLDivElement>(null);
  const key = lit.join(" ");
  useEffect(() => {
    const line = box.current?.querySelector<HTMLElement>("[data-lit]");
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
      // Whoever has no mouse scrolls it by its keys.
      tabIndex={0}
    >
      {lines.map(({ path, depth, name, value: shown, kind }, index) => (
        <div
          key={`${index}${path}`}
          className="json-line"
          data-path={path}
          {...(lit.length > 0 && isWithin(path, lit) ? { "data-lit": "" } : {})}
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
