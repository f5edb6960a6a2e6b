import { DEFAULT_UCP_OVERLAP_SECONDS, text, UCP_OPERATIONS } from "@dingdan/contract";
import { Button, Table, Tag } from "antd";
import { useState } from "react";
import { useChange, useReading } from "../http/queries.js";
import { ForRole } from "../parts/for-role.js";
import { LoadingOrProblem } from "../parts/loading-or-problem.js";
import { Moment } from "../parts/moment.js";
import { RotateDialog } from "../parts/rotate-dialog.js";
import { useSay } from "../preferences/language.js";

const T = {
  keys: text("Signing keys", "签名密钥"),
  kid: text("Key", "密钥"),
  state: text("State", "状态"),
  states: {
    next: text("Signs soon", "即将启用"),
    signing: text("Signs", "签名中"),
    previous: text("Old", "旧密钥"),
  },
  from: text("Signs from", "启用时间"),
  until: text("Published until", "公布至"),
  rotate: text("Rotate the key", "轮换密钥"),
  about: text(
    "A new key is published at once and signs ten minutes later. The old one stays published for a while, so that receivers can verify what it has signed.",
    "新密钥立即公布，十分钟后开始签名。旧密钥在一段时间内继续公布，供接收端验证此前的签名。",
  ),
  overlap: text("The old key stays published for", "旧密钥继续公布"),
};

const STATE_COLOURS = { next: "blue", signing: "green", previous: "default" } as const;

/** The keys that sign orders, the newest first, and their rotation. */
export function UcpKeys() {
  const say = useSay();
  const reading = useReading(UCP_OPERATIONS.listUcpKeys);
  const [isRotating, setRotating] = useState(false);
  const { data, error } = reading;
  if (error !== null || data === undefined) return <LoadingOrProblem reading={reading} rows={2} />;
  return (
    <div className="stack">
      {/* Focusable, so that it can be scrolled with the keyboard. */}
      <section aria-label={say(T.keys)} tabIndex={0} className="table-box">
        <Table
          size="small"
          rowKey="kid"
          pagination={false}
          scroll={{ x: "max-content" }}
          dataSource={data.keys}
          columns={[
            {
              title: say(T.kid),
              key: "kid",
              render: (_, { kid, state, signs_from: at }) => (
                <div className="endpoint">
                  <div className="mono">{kid}</div>
                  {/* On a phone there are no further columns. */}
                  <div className="phone-only">
                    <Tag color={STATE_COLOURS[state]}>{say(T.states[state])}</Tag>
                    <Moment at={at} />
                  </div>
                </div>
              ),
            },
            {
              title: say(T.state),
              key: "state",
              responsive: ["md"],
              render: (_, { state }) => (
                <Tag color={STATE_COLOURS[state]}>{say(T.states[state])}</Tag>
              ),
            },
            {
              title: say(T.from),
              key: "from",
              responsive: ["md"],
              render: (_, { signs_from: at }) => <Moment at={at} />,
            },
            {
              title: say(T.until),
              key: "until",
              responsive: ["md"],
              render: (_, { published_until: at }) => <Moment at={at} />,
            },
          ]}
        />
      </section>
      <div>
        <ForRole operation={UCP_OPERATIONS.rotateUcpKeys}>
          <Button onClick={() => setRotating(true)}>{say(T.rotate)}</Button>
        </ForRole>
      </div>
      {isRotating && <Rotate onClose={() => setRotating(false)} />}
    </div>
  );
}

function Rotate({ onClose }: { readonly onClose: () => void }) {
  const rotate = useChange(UCP_OPERATIONS.rotateUcpKeys, { onDone: onClose });
  return (
    <RotateDialog
      title={T.rotate}
      about={T.about}
      overlap={T.overlap}
      rotate={T.rotate}
      defaultOverlapSeconds={DEFAULT_UCP_OVERLAP_SECONDS}
      isPending={rotate.isPending}
      error={rotate.error}
      onRotate={(overlapSeconds) => rotate.mutate({ body: { overlap_seconds: overlapSeconds } })}
      onClose={onClose}
    />
  );
}
