import { ADMIN_PREFIX, type HttpOperation, type Infer } from "@dingdan/contract";
import { presentLanguage } from "../preferences/language.js";
import { ProblemError, readProblem } from "./problem.js";

/** The input of a call; only members that the operation describes. */
export type CallInput<O extends HttpOperation> = {
  /** The parts of the path that vary: `{ appid }` for `/apps/:appid`. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: O extends { readonly query: infer S } ? Partial<Infer<S>> : never;
  readonly body?: O extends { readonly body: infer S } ? Infer<S> : never;
  /** For an operation with a wire body: the text exactly as typed. */
  readonly wireBody?: string;
  readonly signal?: AbortSignal;
};

/**
 * Calls an operation of the platform with this browser's session.
 * @throws ProblemError if the platform returns an error or cannot be reached
 */
export async function call<const O extends HttpOperation>(
  operation: O,
  input: CallInput<O> = {},
  prefix: string = ADMIN_PREFIX,
): Promise<Infer<O["reply"]>> {
  const response = await send(operation, input, prefix);
  return (await response.json()) as Infer<O["reply"]>;
}

/** Like {@link call}, but returns the response unread. */
export async function send<const O extends HttpOperation>(
  operation: O,
  { path = {}, query, body, wireBody, signal }: CallInput<O> = {},
  prefix: string = ADMIN_PREFIX,
): Promise<Response> {
  const filled = operation.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(path[name] ?? ""),
  );
  const content = wireBody ?? (body && JSON.stringify(body));
  let response: Response;
  try {
    response = await fetch(prefix + filled + searchOf(query), {
      method: operation.method,
      credentials: "same-origin",
      headers: {
        accept: "application/json",
        "accept-language": presentLanguage() === "zh" ? "zh-CN" : "en",
        // Required for every change, because a form of another site cannot send it.
        "x-dingdan-console": "1",
      },
      ...(content === undefined ? {} : { body: content }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw ProblemError.unreachable();
  }
  if (!response.ok) throw await readProblem(response);
  return response;
}

/** The query string of the members that are set: `?a=1&b=2`. */
export function searchOf(query: Readonly<Record<string, unknown>> | undefined): string {
  const set = Object.entries(query ?? {}).filter(
    ([, value]) => value !== undefined && value !== null && value !== "",
  );
  return set.length === 0
    ? ""
    : `?${new URLSearchParams(set.map(([name, value]) => [name, String(value)]))}`;
}
