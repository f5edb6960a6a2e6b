import { useMemo, useRef } from "react";

/** An editor with numbered lines, some of them marked. It is a plain text area, so every key works. */
export function JsonEditor({
  value,
  onChange,
  marked,
  label,
  describedBy,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Lines with an error, from 1. */
  readonly marked: ReadonlySet<number>;
  readonly label: string;
  readonly describedBy: string;
}) {
  const gutter = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => value.split("\n").length, [value]);
  return (
    <div className="editor">
      <div className="editor-gutter" ref={gutter} aria-hidden="true">
        {Array.from({ length: lines }, (_, index) => (
          <div key={index} className={marked.has(index + 1) ? "editor-fault" : undefined}>
            {index + 1}
          </div>
        ))}
      </div>
      <textarea
        id="json-editor"
        className="editor-text"
        wrap="off"
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={marked.size > 0}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        onScroll={({ currentTarget }) => {
          if (gutter.current) gutter.current.scrollTop = currentTarget.scrollTop;
        }}
      />
    </div>
  );
}

/** Selects a line of the editor and scrolls it into view. */
export function goToLine(line: number): void {
  const editor = document.getElementById("json-editor");
  if (!(editor instanceof HTMLTextAreaElement)) return;
  const before = editor.value.split("\n").slice(0, line - 1);
  const start = before.reduce((sum, text) => sum + text.length + 1, 0);
  const length = editor.value.split("\n")[line - 1]?.length ?? 0;
  editor.focus();
  editor.setSelectionRange(start, start + length);
  editor.scrollTop = Math.max(0, (line - 6) * 20);
}
