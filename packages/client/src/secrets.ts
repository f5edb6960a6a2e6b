/** Removes secrets from a text. */
export type Redact = (text: string) => string;

// WeChat's secrets have 32 characters. A shorter one may equal a word of the text by chance.
const RECOGNISABLE_LENGTH_MIN = 8;

/**
 * Makes a {@link Redact} for the secrets that a request carries, in plain and in URL-encoded form. It
 * removes a secret of less than 8 characters only where that is the entire value of a parameter.
 *
 * `redactorOf(["pass+word"])("?secret=pass%2Bword")` is `"?secret=***"`;
 * `redactorOf(["no"])("not found: ?secret=no")` is `"not found: ?secret=***"`.
 */
export function redactorOf(secrets: readonly string[]): Redact {
  const forms = secrets
    .filter((secret) => secret !== "")
    .flatMap((secret) => {
      const isShort = secret.length < RECOGNISABLE_LENGTH_MIN;
      const written = [
        secret,
        encodeURIComponent(secret),
        new URLSearchParams({ "": secret }).toString().slice(1),
      ];
      return written.map((form) => ({ form, pattern: isShort ? valuePatternOf(form) : form }));
    })
    // The longest first: replacing a part of a longer form would leave the rest of that form.
    .toSorted((one, other) => other.form.length - one.form.length);
  return (text) => forms.reduce((left, { pattern }) => left.replaceAll(pattern, "***"), text);
}

/** Finds a form between `=` or `":"` and the end of a value. */
function valuePatternOf(form: string): RegExp {
  const escaped = form.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&");
  return new RegExp(`(?<==|":\\s?")${escaped}(?=$|[&#"'\\s)\\]},;])`, "g");
}

/**
 * Copies an error and its causes for the log. Any property of the error may contain the request with
 * its URL, so the copy has only the properties that describe the cause, without secrets.
 */
export function withoutSecrets(fault: unknown, redact: Redact): Error {
  if (!(fault instanceof Error)) return new Error(redact(String(fault)));
  const { cause, stack } = fault;
  const copy: Error & { code?: unknown } = new Error(redact(fault.message));
  copy.name = redact(fault.name);
  if (stack !== undefined) copy.stack = redact(stack);
  if ("code" in fault && (typeof fault.code === "string" || typeof fault.code === "number")) {
    copy.code = fault.code;
  }
  if (cause !== undefined && cause !== null) copy.cause = withoutSecrets(cause, redact);
  return copy;
}
