/** What a proxy tells of its work. Nothing of it holds a query or a body: a token may stand in those. */
export type ProxyEvent =
  | {
      readonly kind: "answered";
      readonly method: string;
      readonly host: string;
      /** Without the query, and cut short where it may itself hold a secret. */
      readonly path: string;
      readonly status: number;
      readonly durationMs: number;
    }
  | { readonly kind: "refused"; readonly destination: string }
  | { readonly kind: "unreachable"; readonly reason: string }
  | { readonly kind: "distrusted"; readonly host: string; readonly reason: string };
