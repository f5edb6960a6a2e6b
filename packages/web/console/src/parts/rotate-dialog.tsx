import { type Text, text } from "@dingdan/contract";
import { Modal } from "antd";
import { type ReactNode, useState } from "react";
import { useSay } from "../preferences/language.js";
import { OverlapSelect } from "./overlap-select.js";
import { ProblemAlert } from "./problem-alert.js";

const CANCEL = text("Cancel", "取消");

interface RotateDialogProps {
  readonly title: Text;
  readonly about: Text;
  /** What stays valid for the time that is chosen. */
  readonly overlap: Text;
  /** The word on the button. */
  readonly rotate: Text;
  readonly defaultOverlapSeconds: number;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onRotate: (overlapSeconds: number) => void;
  readonly onClose: () => void;
  /** What can be chosen once a rotation was refused. */
  readonly choice?: ReactNode;
  readonly isOpen?: boolean;
  readonly afterClose?: () => void;
}

/** Asks how long the old key stays valid beside the new one. */
export function RotateDialog({ isOpen = true, afterClose, ...of }: RotateDialogProps) {
  const say = useSay();
  const [overlapSeconds, setOverlapSeconds] = useState(of.defaultOverlapSeconds);
  return (
    <Modal
      open={isOpen}
      title={say(of.title)}
      okText={say(of.rotate)}
      cancelText={say(CANCEL)}
      confirmLoading={of.isPending}
      onOk={() => of.onRotate(overlapSeconds)}
      onCancel={of.onClose}
      {...(afterClose === undefined ? {} : { afterClose })}
      destroyOnHidden
    >
      <div className="stack">
        <div>{say(of.about)}</div>
        <OverlapSelect
          label={say(of.overlap)}
          value={overlapSeconds}
          onChange={setOverlapSeconds}
        />
        <ProblemAlert error={of.error} />
        {of.choice}
      </div>
    </Modal>
  );
}
