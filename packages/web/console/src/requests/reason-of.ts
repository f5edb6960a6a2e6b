import type { LoggedRequestRepresentation } from "@dingdan/contract";

/** The reason for a reply, in three parts that repeat nothing. */
export interface Reason {
  /** What the code means; for an unknown code, the answered message. */
  readonly title: string;
  /** The likeliest cause; empty if the title says it all. */
  readonly why: string;
  /** What to do; may be empty. */
  readonly next: string;
}

/** Explains a logged call. The path of the field is shown by itself, so it is no part of the texts. */
export function reasonOf({
  message,
  explanation: { title, summary, field, hint, diagnoses },
}: Pick<LoggedRequestRepresentation, "message" | "explanation">): Reason {
  const [first] = diagnoses;
  const heading = title || message;
  if (first !== undefined) return { title: heading, why: first.text, next: first.hint };
  // What WeChat words itself stays English on the wire; the title says it in the reader's language.
  const said = [heading, message].find((words) => words !== "" && summary.startsWith(words));
  const why = summary.slice(said?.length ?? 0).replace(/^[\s:：;；]+/, "");
  return { title: heading, why: why === field ? "" : why, next: hint };
}
