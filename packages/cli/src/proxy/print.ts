import { printFacts } from "../terminal/facts.js";
import type { Terminal } from "../terminal/terminal.js";
import { printable } from "../terminal/width.js";
import { TEXTS } from "../texts.js";
import type { ProxyEvent } from "./events.js";

const WORDS = TEXTS.proxy;

export interface ProxyFacts {
  readonly proxyUrl: string;
  readonly targetUrl: string;
  readonly certificateFile: string;
  /** The environment variables for programs. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Prints to standard error what runs and the exports to paste into a program's terminal. */
export function printProxy(
  terminal: Terminal,
  { proxyUrl, targetUrl, certificateFile, variables }: ProxyFacts,
): void {
  const { err } = terminal;
  err.line();
  err.line(`  ${err.bold(terminal.say(WORDS.title))}`);
  err.line();
  printFacts(err, [
    [terminal.say(WORDS.proxy), proxyUrl],
    [terminal.say(WORDS.target), targetUrl],
    [terminal.say(WORDS.certificate), certificateFile],
  ]);
  err.line();
  err.line(`  ${terminal.say(WORDS.tryExports)}`);
  err.line();
  for (const [name, value] of Object.entries(variables)) {
    err.line(`    ${err.style("cyan", `export ${name}=${shellQuoted(value)}`)}`);
  }
  err.line();
  err.line(`  ${err.dim(terminal.say(WORDS.stop))}`);
  err.line();
}

/** Prints an event of the proxy to standard error: one line per request, without its query. */
export function printEvent(terminal: Terminal, event: ProxyEvent, targetUrl: string): void {
  const { err } = terminal;
  if (event.kind !== "answered") return printWarning(terminal, event, targetUrl);
  const { method, host, path, status, durationMs } = event;
  const mark = status < 400 ? err.style("green", "→") : err.style("red", "→");
  const duration = err.dim(`${Math.round(durationMs)} ms`);
  err.line(`${mark} ${status} ${method} ${err.dim(host)}${printable(path)} ${duration}`);
}

/** Prints a rejected or failed request to standard error. */
export function printWarning(terminal: Terminal, event: ProxyEvent, targetUrl: string): void {
  const { err } = terminal;
  const warn = (words: string) => err.line(`${err.style("red", "✗")} dingdan: ${printable(words)}`);
  switch (event.kind) {
    case "answered":
      return;
    case "refused":
      return warn(terminal.say(WORDS.refusedEvent(event.destination)));
    case "unreachable":
      return warn(terminal.say(WORDS.unreachableEvent(targetUrl, event.reason)));
    case "distrusted":
      return warn(terminal.say(WORDS.distrustedEvent(event.host, event.reason)));
  }
}

const shellQuoted = (value: string): string =>
  /^[\w./:@,-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
