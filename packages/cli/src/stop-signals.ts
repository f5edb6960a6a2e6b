/**
 * Signals within this time count as one request to stop: at Ctrl+C, both the terminal and `npm start`
 * send one.
 */
const SAME_REQUEST_MS = 1000;

/**
 * Resolves at the first SIGINT, SIGTERM or SIGHUP. A later signal ends the process immediately. By default
 * SIGHUP, which a terminal sends when it closes, would end the process in the middle of its calls.
 */
export function untilStopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let firstAtMs: number | null = null;
    const stop = () => {
      firstAtMs ??= performance.now();
      if (performance.now() - firstAtMs > SAME_REQUEST_MS) process.exit(130);
      resolve();
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  });
}

const TERMINAL_SIGNALS = ["SIGINT", "SIGQUIT"] as const;
const PROCESS_SIGNALS = ["SIGTERM", "SIGHUP"] as const;

/**
 * Takes over the signals that would end the process, until the returned function is called. At a
 * terminal, the child gets SIGINT and SIGQUIT from the terminal itself, so they are ignored here.
 */
export function takeSignals(receive: (signal: NodeJS.Signals) => void): () => void {
  const atTerminal = [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
  const ignore = () => undefined;
  const takers = [
    ...TERMINAL_SIGNALS.map((signal) => [signal, atTerminal ? ignore : receive] as const),
    ...PROCESS_SIGNALS.map((signal) => [signal, receive] as const),
  ];
  for (const [signal, taker] of takers) process.on(signal, taker);
  return () => {
    for (const [signal, taker] of takers) process.off(signal, taker);
  };
}
