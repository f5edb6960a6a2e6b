import { CLOCK_OPERATIONS } from "@dingdan/contract";
import { useEffect, useState } from "react";
import { useReading } from "../http/queries.js";

/**
 * The platform's time, which continues from the time that was read; null until it is known.
 * @param everyMs how often it changes
 */
export function useNow(everyMs: number): Date | null {
  const { data } = useReading(CLOCK_OPERATIONS.getClock, {}, { everyMs: 30_000 });
  const read = data?.now;
  const [start, setStart] = useState<{ read: string; at: number } | null>(null);
  const [present, setPresent] = useState(Date.now);
  useEffect(() => {
    if (read !== undefined) setStart({ read, at: Date.now() });
  }, [read]);
  useEffect(() => {
    const timer = setInterval(() => setPresent(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  if (start === null) return null;
  return new Date(Date.parse(start.read) + Math.max(0, present - start.at));
}
