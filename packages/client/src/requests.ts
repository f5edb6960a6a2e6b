import type { Operation, RequestOf } from "@dingdan/contract";

/** A request as a method takes it. The client does not write to it, so frozen values are accepted. */
export type ReadonlyRequestOf<O extends Operation> = DeepReadonly<RequestOf<O>>;

type DeepReadonly<T> = T extends object ? { readonly [Name in keyof T]: DeepReadonly<T[Name]> } : T;
