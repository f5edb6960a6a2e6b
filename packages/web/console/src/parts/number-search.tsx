import { Input } from "antd";
import { useState } from "react";

/** An input for a number to search for. Give it the searched number as its `key`, too. */
export function NumberSearch({
  value,
  label,
  onSearch,
}: {
  readonly value: string | undefined;
  readonly label: string;
  readonly onSearch: (q: string | undefined) => void;
}) {
  const [typed, setTyped] = useState(value ?? "");
  return (
    <Input.Search
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
      onSearch={(q) => onSearch(q.trim())}
      placeholder={label}
      aria-label={label}
      allowClear
      className="search"
      maxLength={256}
      spellCheck={false}
    />
  );
}
