import { useSyncExternalStore } from "react";

let isLive = false;
const listeners = new Set<() => void>();

/** Sets whether the platform notifies this page of events. */
export function setLive(value: boolean): void {
  if (value === isLive) return;
  isLive = value;
  for (const listener of listeners) listener();
}

const listen = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Whether the platform notifies this page of events: lists that only events change need no reading by time. */
export const useIsLive = (): boolean => useSyncExternalStore(listen, () => isLive);

/** How often a list that only events change is read again. Also with a stream, for what it may have missed. */
export const useListIntervalMs = (): number => (useIsLive() ? 60_000 : 10_000);
