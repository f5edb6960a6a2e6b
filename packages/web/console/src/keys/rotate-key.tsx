import {
  ADMIN_KEY_OPERATIONS,
  type AdminKeyRepresentation,
  type NewAdminKeyRepresentation,
  text,
} from "@dingdan/contract";
import { Modal } from "antd";
import { useState } from "react";
import { useChange } from "../http/queries.js";
import { OverlapSelect } from "../parts/overlap-select.js";
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
        <OverlapSelect label={say(T.overlap)} value={overlapSeconds} onChange={setOverlapSeconds} />
        <ProblemAlert error={rotate.error} />
      </div>
    </Modal>
  );
}
