/** Takes out of a text what nobody but the platform may read. */
export type Redact = (text: string) => string;

// WeChat's secrets have 32 characters. One as short as a word may be a word of the text by chance.
const RECOGNISABLE_LENGTH_MIN = 8;

/**
 * Makes a {@link Redact} of the secrets that a request carries, as they are and as a URL writes them.
 * One of less than 8 characters is taken out only where it is the whole value of a parameter.
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
    // The longest first: a form that is a part of another would leave the other's rest behind.
    .toSorted((one, other) => other.form.length - one.form.length);
  return (text) => forms.reduce((left, { pattern }) => left.replaceAll(pattern, "***"), text);
}

/** Finds a form between `=` or `":"` and the end of a value. */
function valuePatternOf(form: string): RegExp {
  const escaped = form.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&");
  return new RegExp(`(?<==|":\\s?")${escaped}(?=$|[&#"'\\s)\\]},;])`, "g");
}

/**
 * A copy of a fault and its causes that is safe to log. What throws may have put a request, with its
 * URL, into any member of the fault, so only the members that tell the cause are taken over.
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
