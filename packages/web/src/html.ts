/** HTML that is safe to send; only {@link html} creates it. */
export class Html {
  constructor(readonly source: string) {}
}

type Part = string | number | Html | readonly Html[];

/** Creates HTML; every value that is not {@link Html} is escaped. */
export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(String.raw({ raw: pieces }, ...parts.map(sourceOf)));
}

function sourceOf(part: Part): string {
  if (part instanceof Html) return part.source;
  if (typeof part === "object") return part.map(({ source }) => source).join("");
  return String(part).replace(
    /[&<>"']/g,
    (character) => `&#${character.codePointAt(0) as number};`,
  );
}
