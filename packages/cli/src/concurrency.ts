/**
 * Runs a task for each item of a stream, at most `limit` at a time. Takes the next item only when a
 * task can start, so a stream of any length needs the memory of `limit` items. When a task throws,
 * no further task starts, and the error is thrown when the running tasks have finished. This does
 * not wait for the stream, which may block: the caller that opened the stream must close it.
 */
export async function forEachConcurrently<Item>(
  items: AsyncIterable<Item>,
  limit: number,
  task: (item: Item) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.asyncIterator]();
  const stop = new AbortController();
  const running = new Set<Promise<void>>();
  const work = async () => {
    try {
      for (;;) {
        const { value, done } = await iterator.next();
        if (done === true || stop.signal.aborted) return;
        const run = task(value);
        running.add(run);
        await run;
        running.delete(run);
      }
    } catch (error) {
      stop.abort();
      throw error;
    }
  };
  try {
    await Promise.all(Array.from({ length: limit }, work));
  } catch (error) {
    await Promise.allSettled(running);
    throw error;
  }
}
