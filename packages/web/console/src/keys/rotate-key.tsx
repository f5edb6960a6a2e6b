import {
  ADMIN_KEY_OPERATIONS,
  type AdminKeyRepresentation,
  type NewAdminKeyRepresentation,
  text,
} from "@dingdan/contract";
import { useChange } from "../http/queries.js";
import { RotateDialog } from "../parts/rotate-dialog.js";

const titleOf = (name: string) => text(`Rotate the key ${name}`, `轮换密钥 ${name}`);

const T = {
  about: text(
    "You get a new key. The old one stays valid for a while, so that you can change the programs that use it.",
    "将生成新密钥。旧密钥在一段时间内仍有效，便于更新使用它的程序。",
  ),
  overlap: text("The old key stays valid for", "旧密钥继续有效"),
  rotate: text("Rotate", "轮换"),
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
  const rotate = useChange(ADMIN_KEY_OPERATIONS.rotateAdminKey, {
    onDone: (key) => {
      onRotated(key);
      onClose();
    },
  });
  return (
    <RotateDialog
      {...T}
      title={titleOf(of?.name ?? "")}
      isOpen={of !== null}
      defaultOverlapSeconds={86_400}
      isPending={rotate.isPending}
      error={rotate.error}
      onRotate={(overlapSeconds) =>
        rotate.mutate({ path: { id: of?.id ?? "" }, body: { overlap_seconds: overlapSeconds } })
      }
      onClose={onClose}
      afterClose={() => rotate.reset()}
    />
  );
}
