import type { MouseEvent } from "react";

/** The button that opens and closes the details of a table's row, with a label that screen readers say. */
export function ExpandButton({
  isExpanded,
  label,
  onClick,
}: {
  readonly isExpanded: boolean;
  readonly label: string;
  readonly onClick: (click: MouseEvent<HTMLElement>) => void;
}) {
  const state = isExpanded ? "expanded" : "collapsed";
  return (
    <button
      type="button"
      className={`ant-table-row-expand-icon ant-table-row-expand-icon-${state}`}
      aria-label={label}
      aria-expanded={isExpanded}
      onClick={onClick}
    />
  );
}
