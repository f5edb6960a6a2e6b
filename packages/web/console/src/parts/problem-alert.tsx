import { text } from "@dingdan/contract";
import { Alert, Button } from "antd";
import { ProblemError } from "../http/problem.js";
import { useSay } from "../preferences/language.js";

const T = {
  again: text("Try again", "重试"),
  ours: text(
    "This page failed. Reload it; if it fails again, report what you did.",
    "页面出错，请刷新；若仍出错请反馈操作步骤。",
  ),
  rejected: text("Not accepted", "未被接受"),
  silent: text("No answer", "无应答"),
};

/** An error with the platform's own text. */
export function ProblemAlert({
  error,
  onRetry,
}: {
  readonly error: Error | null;
  readonly onRetry?: () => void;
}) {
  const say = useSay();
  if (error === null) return null;
  const isProblem = error instanceof ProblemError;
  const title = !isProblem || error.status === 0 ? T.silent : T.rejected;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      className="problem"
      title={say(title)}
      description={
        <>
          <span>{isProblem ? error.message : say(T.ours)}</span>
          {isProblem && error.violations.length > 1 && (
            <ul>
              {error.violations.map(({ path, message }) => (
                <li key={path + message}>
                  <code className="mono">{path}</code> {message}
                </li>
              ))}
            </ul>
          )}
        </>
      }
      action={
        onRetry && (
          <Button size="small" onClick={onRetry}>
            {say(T.again)}
          </Button>
        )
      }
    />
  );
}
