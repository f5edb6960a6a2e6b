import {
  DEFAULT_OVERLAP_SECONDS,
  type NewWebhookSecretRepresentation,
  text,
  WEBHOOK_OPERATIONS,
} from "@dingdan/contract";
import { useChange } from "../http/queries.js";
import { RotateDialog } from "../parts/rotate-dialog.js";

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
  const rotate = useChange(WEBHOOK_OPERATIONS.rotateWebhookSecret, {
    onDone: (rotated) => {
      onRotated(rotated);
      onClose();
    },
  });
  return (
    <RotateDialog
      {...T}
      defaultOverlapSeconds={DEFAULT_OVERLAP_SECONDS}
      isPending={rotate.isPending}
      error={rotate.error}
      onRotate={(overlapSeconds) =>
        rotate.mutate({ path: { id }, body: { overlap_seconds: overlapSeconds } })
      }
      onClose={onClose}
    />
  );
}
