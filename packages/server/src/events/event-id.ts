import type { Feed } from "../storage/event-store.js";

/** The id of an event: the epoch of its feed, and its position there. */
export const eventIdOf = ({ epoch }: Pick<Feed, "epoch">, position: number): string =>
  `evt_${epoch}_${position}`;

export interface EventPlace {
  readonly epoch: string;
  readonly position: number;
}

/** The place that an id names; null for another text. */
export function eventPlaceOf(id: string): EventPlace | null {
  const match = /^evt_([0-9a-f]{12})_(\d{1,15})$/.exec(id);
  return match && { epoch: match[1] as string, position: Number(match[2]) };
}
