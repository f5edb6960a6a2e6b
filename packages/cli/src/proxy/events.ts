/** An event of the proxy. Events contain no query and no body, because these may contain a token. */
export type ProxyEvent =
  | {
      readonly kind: "answered";
      readonly method: string;
      readonly host: string;
      /** Without the query, and cut short where the path itself may contain a secret. */
      readonly path: string;
      readonly status: number;
      readonly durationMs: number;
    }
  | { readonly kind: "refused"; readonly destination: string }
  | { readonly kind: "unreachable"; readonly reason: string }
  | { readonly kind: "distrusted"; readonly host: string; readonly reason: string };
