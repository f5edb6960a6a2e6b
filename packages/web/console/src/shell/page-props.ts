/** The properties of a page: the variable parts of its address. */
export type PageProps = { readonly params: Readonly<Record<string, string | undefined>> };
