import {
  DEFAULT_OVERLAP_SECONDS,
  type NewWebhookSecretRepresentation,
  text,
  WEBHOOK_OPERATIONS,
} from "@dingdan/contract";
import { Checkbox } from "antd";
import { useState } from "react";
import { ProblemError } from "../http/problem.js";
import { useChange } from "../http/queries.js";
import { RotateDialog } from "../parts/rotate-dialog.js";
import { useSay } from "../preferences/language.js";

const T = {
  title: text("Rotate the secret", "更换密钥"),
  about: text(
    "You get a new secret. Until the old one ends, each request carries the signatures of both, so that the receiver can change in between. If the secret has leaked, end the old one at once.",
    "将生成新密钥。旧密钥失效前，每个请求同时带有新旧两个密钥的签名，接收端可在此期间更换。若密钥已泄露，请立即停用旧密钥。",
  ),
  overlap: text("The old secret still signs for", "旧密钥继续签名"),
  rotate: text("Rotate", "更换"),
};

const END_PREVIOUS = text(
  "End the secret from before the last rotation now. A receiver that still has it refuses events until it is changed.",
  "立即停用上次更换前的密钥。仍使用该密钥的接收端在更换前会拒收事件。",
);

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
  const [isPreviousEnded, setIsPreviousEnded] = useState(false);
  const rotate = useChange(WEBHOOK_OPERATIONS.rotateWebhookSecret, {
    onDone: (rotated) => {
      onRotated(rotated);
      onClose();
    },
  });
  const isRefused = rotate.error instanceof ProblemError && rotate.error.status === 409;
  return (
    <RotateDialog
      {...T}
      defaultOverlapSeconds={DEFAULT_OVERLAP_SECONDS}
      isPending={rotate.isPending}
      error={rotate.error}
      choice={
        (isRefused || isPreviousEnded) && (
          <Checkbox
            checked={isPreviousEnded}
            onChange={({ target }) => setIsPreviousEnded(target.checked)}
          >
            {say(END_PREVIOUS)}
          </Checkbox>
        )
      }
      onRotate={(overlapSeconds) =>
        rotate.mutate({
          path: { id },
          body: {
            overlap_seconds: overlapSeconds,
            ...(isPreviousEnded ? { end_previous: true } : {}),
          },
        })
      }
      onClose={onClose}
    />
  );
}
