/** What a page is given: the parts of its address that vary. */
export type PageProps = { readonly params: Readonly<Record<string, string | undefined>> };
