/** Signals that come together are one request: a terminal and `npm start` both pass Ctrl+C on. */
const SAME_REQUEST_MS = 1000;

/**
 * Fulfilled at the first SIGINT or SIGTERM. From then on whoever does not want to wait for a clean
 * end sends another.
 */
export function untilStopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let firstAtMs: number | null = null;
    const stop = () => {
      firstAtMs ??= performance.now();
      if (performance.now() - firstAtMs > SAME_REQUEST_MS) process.exit(130);
      resolve();
    };
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
  });
}
