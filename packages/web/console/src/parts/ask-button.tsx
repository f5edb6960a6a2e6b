import { text } from "@dingdan/contract";
import { Button, type ButtonProps, Popconfirm } from "antd";
import { useSay } from "../preferences/language.js";

const T = { yes: text("Yes", "确认"), no: text("No", "取消") };

/** A button that asks before it acts. */
export function AskButton({
  ask,
  about,
  onYes,
  children,
  ...button
}: {
  readonly ask: string;
  /** What follows from a yes. */
  readonly about?: string;
  readonly onYes: () => void;
  readonly children: string;
} & Pick<ButtonProps, "type" | "danger" | "size" | "loading">) {
  const say = useSay();
  return (
    <Popconfirm
      title={ask}
      {...(about === undefined ? {} : { description: about })}
      okText={say(T.yes)}
      cancelText={say(T.no)}
      onConfirm={onYes}
    >
      <Button {...button}>{children}</Button>
    </Popconfirm>
  );
}
