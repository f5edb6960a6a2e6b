import { ADMIN_PREFIX, text } from "@dingdan/contract";
import { Problem } from "../http/problem.js";
import { OverloadedError } from "../storage/overloaded-error.js";
import { HANDLER_TIMEOUT } from "./limit-routes.js";

/** An error that the framework or a handler threw. */
export type FrameworkError = Error & { readonly code?: string; readonly statusCode?: number };

/** The answer to a request for a page, or for an interface of our own, that failed. */
export function faultProblem(error: FrameworkError): Problem {
  const { statusCode = 500 } = error;
  if (statusCode === 413) return BODY_TOO_LARGE;
  if (error.code === HANDLER_TIMEOUT) return TOO_LATE;
  if (statusCode < 500) return new Problem(statusCode, text(error.message, error.message));
  return new Problem(
    error instanceof OverloadedError ? 503 : 500,
    text(
      "Internal error. The request may or may not have taken effect: check before you retry. The server log has the cause.",
      "内部错误。请求可能已生效，也可能未生效，重试前请先确认结果。原因见服务器日志。",
    ),
  );
}

const BODY_TOO_LARGE = new Problem(
  413,
  text(
    "The body is too large: the operator's interface takes 2 MiB, every other one 64 KiB.",
    "请求体过大：运营接口上限为 2 MiB，其余接口为 64 KiB。",
  ),
);

const TOO_LATE = new Problem(
  503,
  text(
    "The server did not finish in time, so the database may be slow or down. The request may or may not have taken effect: check before you retry. /readyz says what is down.",
    "服务器未能及时完成，数据库可能缓慢或不可用。请求可能已生效，也可能未生效，重试前请先确认结果。/readyz 会指出故障所在。",
  ),
);

/** The answer to a path, outside the wire, that does not exist. */
export const noSuchPath = (path: string) =>
  new Problem(
    404,
    text(
      `No operation for this method at ${path}. /docs lists all operations; the operator's are under ${ADMIN_PREFIX}.`,
      `${path} 不支持该方法或不存在；全部接口见 /docs，运营接口位于 ${ADMIN_PREFIX}。`,
    ),
  );
