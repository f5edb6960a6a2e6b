import type { HttpOperation, Infer } from "@dingdan/contract";

type ParameterNames<Path extends string> = Path extends `${string}:${infer Rest}`
  ? Rest extends `${infer Name}/${infer Tail}`
    ? Name | ParameterNames<Tail>
    : Rest
  : never;

/** The input of a call: the parameters of its path, its query and its body. */
export type HttpInput<Operation extends HttpOperation> = {
  readonly [Name in ParameterNames<Operation["path"]>]: string;
} & (Operation extends { readonly query: infer Query }
  ? { readonly query?: DeepReadonly<Infer<Query>> }
  : unknown) &
  (Operation extends { readonly body: infer Body }
    ? { readonly body: DeepReadonly<Infer<Body>> }
    : unknown);

/** The reply to a call. */
export type HttpReply<Operation extends HttpOperation> = Infer<Operation["reply"]>;

type DeepReadonly<T> = T extends object ? { readonly [Name in keyof T]: DeepReadonly<T[Name]> } : T;

/** A request that can be sent to a server. */
export interface HttpRequest {
  readonly method: string;
  /** The path from the root of the server, with the query. */
  readonly path: string;
  /** Undefined: the request has no body. */
  readonly body: unknown;
}

/** Builds the request of an operation from its input. */
export function requestOf(
  prefix: string,
  operation: HttpOperation,
  input: { readonly query?: object; readonly body?: unknown },
): HttpRequest {
  const path = operation.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String((input as Readonly<Record<string, unknown>>)[name])),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined) query.set(name, String(value));
  }
  const search = query.size === 0 ? "" : `?${query.toString()}`;
  return { method: operation.method, path: prefix + path + search, body: input.body };
}
