import { type Text, text } from "@dingdan/contract";
import { presentLanguage } from "../preferences/language.js";

/** An error that the platform returned. @see RFC 9457 */
export class ProblemError extends Error {
  /** 0: the platform did not answer. */
  readonly status: number;
  readonly violations: readonly { readonly path: string; readonly message: string }[];

  constructor(status: number, detail: string, violations: ProblemError["violations"] = []) {
    super(detail);
    this.name = "ProblemError";
    this.status = status;
    this.violations = violations;
  }

  static unreachable(): ProblemError {
    return new ProblemError(0, UNREACHABLE[presentLanguage()]);
  }

  static brokenOff(): ProblemError {
    return new ProblemError(0, BROKEN_OFF[presentLanguage()]);
  }
}

/** Reads the problem of a response; without one (a proxy's page) the error has only the status. */
export async function readProblem(response: Response): Promise<ProblemError> {
  const problem = await jsonOf(response);
  if (typeof problem?.detail !== "string") {
    return new ProblemError(response.status, unexpected(response.status)[presentLanguage()]);
  }
  const { detail, violations } = problem;
  return new ProblemError(
    response.status,
    detail,
    Array.isArray(violations) ? (violations as ProblemError["violations"]) : [],
  );
}

/** The parsed JSON of a response; null if it is not JSON. */
async function jsonOf(
  response: Response,
): Promise<{ detail?: unknown; violations?: unknown } | null> {
  try {
    return (await response.json()) as { detail?: unknown; violations?: unknown } | null;
  } catch {
    return null;
  }
}

const UNREACHABLE = text(
  "The platform does not answer. Check that it is running. This page retries.",
  "平台没有应答，请确认其正在运行。本页会自动重试。",
);

const BROKEN_OFF = text(
  "The file broke off before its end, so nothing was saved. Try again; if it breaks off again, look at the log of the platform.",
  "文件在完整之前中断，未保存任何内容。请重试；若再次中断，请查看平台日志。",
);

const unexpected = (status: number): Text =>
  text(
    `A proxy in front of the platform returned ${status}. Check the proxy first.`,
    `平台前方的代理返回了 ${status}，请先检查代理。`,
  );
