import { Card, Col, Statistic } from "antd";
import type { ReactNode } from "react";

/** A large number with its name, and what else is known of it. */
export function Figure({
  title,
  value,
  children,
}: {
  readonly title: ReactNode;
  readonly value: string;
  readonly children: ReactNode;
}) {
  return (
    <Col flex="1 1 170px">
      <Card size="small" className="figure fills">
        <Statistic title={title} value={value} />
        <div className="quiet figure-more">{children}</div>
      </Card>
    </Col>
  );
}
