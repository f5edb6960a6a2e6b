/** Takes out of a text what nobody but the platform may read. */
export type Redact = (text: string) => string;

/**
 * Makes a {@link Redact} of the secrets that a request carries, as they are and as a URL writes them.
 *
 * `redactorOf(["a+b"])("?secret=a%2Bb")` is `"?secret=***"`.
 */
export function redactorOf(secrets: readonly string[]): Redact {
  const forms = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ "": secret }).toString().slice(1),
  ]);
  // The longest first: a form that is a part of another would leave the other's rest behind.
  const written = [...new Set(forms)].toSorted((one, other) => other.length - one.length);
  return (text) => written.reduce((left, form) => left.replaceAll(form, "***"), text);
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
