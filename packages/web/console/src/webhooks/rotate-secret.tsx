import {
  DEFAULT_OVERLAP_SECONDS,
  type NewWebhookSecretRepresentation,
  text,
  WEBHOOK_OPERATIONS,
} from "@dingdan/contract";
import { Modal } from "antd";
import { useState } from "react";
import { useChange } from "../http/queries.js";
import { OverlapSelect } from "../parts/overlap-select.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import { WEBHOOK_WORDS as W } from "./webhook-texts.js";

const T = {
  title: text("Rotate the secret", "更换密钥"),
  about: text(
    "You get a new secret. Until the old one ends, each request carries the signatures of both, so that the receiver can change in between. If the secret has leaked, end the old one at once.",
    "将生成新密钥。旧密钥失效前，每个请求同时带有新旧两个密钥的签名，接收端可在此期间更换。若密钥已泄露，请立即停用旧密钥。",
  ),
  overlap: text("The old secret still signs for", "旧密钥继续签名"),
  rotate: text("Rotate", "更换"),
};

/** Asks for the overlap of a rotation, and makes the new secret. */
export function RotateSecret({
  id,
  onClose,
  onRotated,
}: {
  readonly id: string;
  readonly onClose: () => void;
  readonly onRotated: (endpoint: NewWebhookSecretRepresentation) => void;
}) {
  const say = useSay();
  const [overlapSeconds, setOverlapSeconds] = useState(DEFAULT_OVERLAP_SECONDS);
  const rotate = useChange(WEBHOOK_OPERATIONS.rotateWebhookSecret, {
    onDone: (rotated) => {
      onRotated(rotated);
      onClose();
    },
  });
  return (
    <Modal
      open
      title={say(T.title)}
      okText={say(T.rotate)}
      cancelText={say(W.cancel)}
      confirmLoading={rotate.isPending}
      onOk={() => rotate.mutate({ path: { id }, body: { overlap_seconds: overlapSeconds } })}
      onCancel={onClose}
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
