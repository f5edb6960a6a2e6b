import { type Text, text } from "../text.js";

/** One known cause of a client's error. `{name}` in a text is replaced by a value of the diagnosis. */
export interface DiagnosisRow {
  readonly text: Text;
  readonly hint: Text;
}

export const row = (en: string, zh: string, hintEn: string, hintZh: string): DiagnosisRow => ({
  text: text(en, zh),
  hint: text(hintEn, hintZh),
});
