/**
 * Runs a task for each item of a stream, at most so many at a time, and takes the next item only
 * when a task is free for it: a stream of any length takes the memory of `limit` items. The first
 * task that throws ends it all: no further item is taken, and the error is thrown once the tasks
 * under way are done. It does not wait for the stream, which may have nothing to give for long:
 * ending that is the part of whoever opened it.
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
