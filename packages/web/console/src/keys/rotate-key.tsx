import {
  ADMIN_KEY_OPERATIONS,
  type AdminKeyRepresentation,
  type NewAdminKeyRepresentation,
  text,
} from "@dingdan/contract";
import { Modal, Select } from "antd";
import { useState } from "react";
import { useChange } from "../http/queries.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";

const T = {
  title: (name: string) => text(`Rotate the key ${name}`, `轮换密钥 ${name}`),
  about: text(
    "You get a new key. The old one stays valid for a while, so that you can change the programs that use it.",
    "将生成新密钥。旧密钥在一段时间内仍有效，便于更新使用它的程序。",
  ),
  overlap: text("The old key stays valid for", "旧密钥继续有效"),
  rotate: text("Rotate", "轮换"),
  cancel: text("Cancel", "取消"),
};

const OVERLAPS = [
  { value: 0, words: text("no time: it ends at once", "立即失效") },
  { value: 3_600, words: text("1 hour", "1 小时") },
  { value: 86_400, words: text("24 hours", "24 小时") },
  { value: 7 * 86_400, words: text("7 days", "7 天") },
  { value: 30 * 86_400, words: text("30 days", "30 天") },
];

/** Asks for the overlap of a rotation. */
export function RotateKey({
  of,
  onClose,
  onRotated,
}: {
  /** Null: closed. */
  readonly of: AdminKeyRepresentation | null;
  readonly onClose: () => void;
  readonly onRotated: (key: NewAdminKeyRepresentation) => void;
}) {
  const say = useSay();
  const [overlapSeconds, setOverlapSeconds] = useState(86_400);
  const rotate = useChange(ADMIN_KEY_OPERATIONS.rotateAdminKey, {
    onDone: (key) => {
      onRotated(key);
      onClose();
    },
  });
  return (
    <Modal
      open={of !== null}
      title={say(T.title(of?.name ?? ""))}
      okText={say(T.rotate)}
      cancelText={say(T.cancel)}
      confirmLoading={rotate.isPending}
      onOk={() =>
        rotate.mutate({ path: { id: of?.id ?? "" }, body: { overlap_seconds: overlapSeconds } })
      }
      onCancel={onClose}
      afterClose={() => rotate.reset()}
      destroyOnHidden
    >
      <div className="stack">
        <div>{say(T.about)}</div>
        <label>
          {say(T.overlap)}{" "}
          <Select
            value={overlapSeconds}
            onChange={setOverlapSeconds}
            popupMatchSelectWidth={false}
            options={OVERLAPS.map(({ value, words }) => ({ value, label: say(words) }))}
          />
        </label>
        <ProblemAlert error={rotate.error} />
      </div>
    </Modal>
  );
}
