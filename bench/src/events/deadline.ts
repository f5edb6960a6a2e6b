/** The result of `work`; after `timeoutMs`, an error that says how far it got. */
export async function within<T>(
  work: Promise<T>,
  timeoutMs: number,
  progress: () => string,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timedOut = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`after ${timeoutMs / 1000} s ${progress()}`)),
      timeoutMs,
    );
  });
  try {
    return await Promise.race([work, timedOut]);
  } finally {
    clearTimeout(timer);
  }
}
