import { type Text, text } from "@dingdan/contract";

/** A setting with which the platform cannot start. Its message is for the operator, with the next step. */
export class SettingsError extends Error {
  /** The message in both languages. */
  readonly text: Text;

  constructor(message: string | Text, options?: ErrorOptions) {
    const both = typeof message === "string" ? text(message, message) : message;
    super(both.en, options);
    this.name = "SettingsError";
    this.text = both;
  }
}
