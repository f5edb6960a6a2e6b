/** Work timed out. It may still end later. */
export class DeadlineError extends Error {
  constructor(what: string, timeoutMs: number) {
    super(`${what} did not end within ${timeoutMs} ms`);
    this.name = "DeadlineError";
  }
}

/**
 * Returns the result of the work, if it ends in time.
 * @param what names the work in the message of the error: "closing the database"
 * @throws DeadlineError after `timeoutMs`; the work itself is not stopped
 */
export async function within<T>(work: Promise<T>, timeoutMs: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DeadlineError(what, timeoutMs)), timeoutMs);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
