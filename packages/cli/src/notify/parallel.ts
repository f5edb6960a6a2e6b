/** Runs a step for each item, at most `lanes` at the same time. Rejects at the first step that rejects. */
export async function inParallel<Item>(
  items: readonly Item[],
  lanes: number,
  step: (item: Item) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  const lane = async () => {
    for (const item of rest) await step(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
