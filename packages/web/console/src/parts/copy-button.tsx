import { CheckOutlined, CopyOutlined } from "@ant-design/icons";
import { text } from "@dingdan/contract";
import { Button } from "antd";
import { useState } from "react";
import { useSay } from "../preferences/language.js";

const T = { copy: text("Copy", "复制"), copied: text("Copied", "已复制") };

/** Copies a text and shows that it is copied until the button loses focus. */
export function CopyButton({
  value,
  label,
  size = "small",
}: {
  readonly value: string;
  /** What is copied, for screen readers. */
  readonly label?: string;
  readonly size?: "small" | "medium";
}) {
  const say = useSay();
  const [isCopied, setCopied] = useState(false);
  const name = say(isCopied ? T.copied : T.copy);
  return (
    <Button
      size={size}
      icon={isCopied ? <CheckOutlined /> : <CopyOutlined />}
      aria-label={label === undefined ? name : `${name}: ${label}`}
      onBlur={() => setCopied(false)}
      onClick={() => {
        void copyText(value).then(setCopied);
      }}
    >
      {name}
    </Button>
  );
}

/** @returns whether copying succeeded; over plain HTTP, browsers offer only the older way */
async function copyText(value: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = value;
    document.body.append(area);
    area.select();
    const isDone = document.execCommand("copy");
    area.remove();
    return isDone;
  }
}
