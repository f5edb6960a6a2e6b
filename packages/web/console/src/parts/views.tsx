import { Flex, Segmented } from "antd";
import { type ReactNode, useState } from "react";

interface View {
  readonly key: string;
  readonly name: string;
  readonly content: ReactNode;
}

/** One of several views of the same data, which the user selects. */
export function Views({
  views,
  label,
  beside,
}: {
  readonly views: readonly [View, ...View[]];
  /** What the selection is about, for screen readers. */
  readonly label: string;
  readonly beside?: ReactNode;
}) {
  const [key, setKey] = useState(views[0].key);
  const shown = views.find((view) => view.key === key) ?? views[0];
  return (
    <div className="stack">
      <Flex gap={10} align="center" wrap>
        <Segmented<string>
          aria-label={label}
          value={key}
          onChange={setKey}
          options={views.map((view) => ({ value: view.key, label: view.name }))}
        />
        {beside}
      </Flex>
      {shown.content}
    </div>
  );
}
