import { Empty, Flex } from "antd";
import type { ReactNode } from "react";

/** An empty state, which says what would fill it. */
export function Nothing({ what, next }: { readonly what: string; readonly next?: ReactNode }) {
  return (
    <Flex vertical align="center" gap={8} className="nothing">
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={what} />
      {next}
    </Flex>
  );
}
