import { ADMIN_PREFIX, text } from "@dingdan/contract";
import { Problem } from "../http/problem.js";
import { OverloadedError } from "../storage/overloaded-error.js";

/** An error that the framework or a handler threw. */
export type FrameworkError = Error & { readonly code?: string; readonly statusCode?: number };

/** What a caller of a page, or of an interface of our own, is answered when something failed. */
export function faultProblem(error: FrameworkError): Problem {
  const { statusCode = 500 } = error;
  if (statusCode < 500) return new Problem(statusCode, text(error.message, error.message));
  return new Problem(
    error instanceof OverloadedError ? 503 : 500,
    text(
      "The platform failed. The call may or may not have taken effect: check before you repeat it. The log has the cause.",
      "平台故障。调用可能已生效，也可能未生效，重试前请先确认结果。原因见日志。",
    ),
  );
}

/** What is answered for a path of ours that there is not. */
export const noSuchPath = (path: string) =>
  new Problem(
    404,
    text(
      `There is nothing at ${path} for this method; /docs lists what is, the operator's interface under ${ADMIN_PREFIX}.`,
      `${path} 不支持该方法或不存在；全部接口见 /docs，运营接口位于 ${ADMIN_PREFIX}。`,
    ),
  );
