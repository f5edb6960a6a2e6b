import { ADMIN_PREFIX, text } from "@dingdan/contract";
import { Problem } from "../http/problem.js";
import { databaseFaultOf } from "../storage/database-fault.js";

/** An error that the framework or a handler threw. */
export type FrameworkError = Error & { readonly code?: string; readonly statusCode?: number };

/** The answer to a request for a page, or for an interface of our own, that failed. */
export function faultProblem(error: FrameworkError): Problem {
  const { statusCode = 500 } = error;
  if (statusCode === 413) return BODY_TOO_LARGE;
  if (statusCode < 500) return new Problem(statusCode, text(error.message, error.message));
  if (databaseFaultOf(error) !== null) return DATABASE_UNAVAILABLE;
  return new Problem(
    500,
    text(
      "Internal error. The request may or may not have taken effect: check before you retry. The server log has the cause.",
      "内部错误。请求可能已生效，也可能未生效，重试前请先确认结果。原因见服务器日志。",
    ),
  );
}

const DATABASE_UNAVAILABLE = new Problem(
  503,
  text(
    "The database is down, slow, locked or full. The request may or may not have taken effect: check before you retry. /readyz says what is down, and the server log has the cause.",
    "数据库不可用、缓慢、被锁定或已满。请求可能已生效，也可能未生效，重试前请先确认结果。/readyz 会指出故障所在，原因见服务器日志。",
  ),
);

const BODY_TOO_LARGE = new Problem(
  413,
  text(
    "The body is too large: the operator's interface takes 2 MiB, every other one 64 KiB.",
    "请求体过大：运营接口上限为 2 MiB，其余接口为 64 KiB。",
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
