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

const OF_THE_TERMINAL = ["SIGINT", "SIGQUIT"] as const;
const OF_PROCESSES = ["SIGTERM", "SIGHUP"] as const;

/**
 * Takes the signals that would end the process, until the returned function is called. A terminal
 * sends its own to the child as well, so there they are kept from us and not told twice.
 */
export function takeSignals(receive: (signal: NodeJS.Signals) => void): () => void {
  const atTerminal = [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
  const keep = () => undefined;
  const takers = [
    ...OF_THE_TERMINAL.map((signal) => [signal, atTerminal ? keep : receive] as const),
    ...OF_PROCESSES.map((signal) => [signal, receive] as const),
  ];
  for (const [signal, taker] of takers) process.on(signal, taker);
  return () => {
    for (const [signal, taker] of takers) process.off(signal, taker);
  };
}
