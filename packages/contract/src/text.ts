/** The languages of every text that a person reads. */
export type Language = "en" | "zh";

/** One text in both languages. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

export const text = (en: string, zh: string): Text => ({ en, zh });

/** A text that begins a line or a page's label: its English begins with a capital letter. */
export const capitalized = ({ en, zh }: Text): Text =>
  text(en.charAt(0).toUpperCase() + en.slice(1), zh);

/**
 * The language that an `Accept-Language` header (or a `LANG` variable) asks for first.
 * Every language other than Chinese gets English.
 *
 * `languageOf("zh-CN,zh;q=0.9")` is `"zh"`; `languageOf(undefined)` is `"en"`.
 */
export function languageOf(preference: string | undefined): Language {
  return /^\s*zh\b/i.test(preference?.replaceAll("_", "-") ?? "") ? "zh" : "en";
}
