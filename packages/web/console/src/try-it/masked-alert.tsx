import { text } from "@dingdan/contract";
import { Alert, Button } from "antd";
import { useSay } from "../preferences/language.js";

export const MASKED = text(
  "The log masked this value: enter the real one.",
  "日志已将此值脱敏，请填写真实值。",
);

const T = {
  title: text("Values that the log masked", "日志已脱敏的值"),
  next: text("Enter the real ones before you send it.", "发送前请填写真实值。"),
  line: (n: number) => text(`line ${n}`, `第 ${n} 行`),
};

/** The fields of a logged body that still hold a mask instead of what the caller sent. */
export function MaskedAlert({
  paths,
  lineOf,
  onField,
}: {
  readonly paths: readonly string[];
  readonly lineOf: (path: string) => number;
  readonly onField: (path: string) => void;
}) {
  const say = useSay();
  if (paths.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      className="masked-values"
      title={say(T.title)}
      description={
        <div className="error-parts">
          <ul className="also">
            {paths.map((path) => (
              <li key={path} className="wraps">
                <code className="mono">{path}</code>{" "}
                <Button type="link" size="small" className="flush" onClick={() => onField(path)}>
                  {say(T.line(lineOf(path)))}
                </Button>
              </li>
            ))}
          </ul>
          <div>{say(T.next)}</div>
        </div>
      }
    />
  );
}
