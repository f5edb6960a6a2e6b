import { Child } from "./child.js";

const LINES_SHOWN = 4;

export interface ToolOptions {
  readonly cwd?: string;
  /** Added to the caller's environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Runs a program such as git, npm or node-gyp to its end; returns its standard output. If it fails,
 * throws the lines that name the error.
 */
export async function runTool(
  command: string,
  args: readonly string[],
  options: ToolOptions = {},
): Promise<string> {
  const child = new Child({ command, args, isTool: true, ...options });
  const { stdout, stderr } = child.process;
  let output = "";
  let errors = "";
  stdout?.on("data", (part: Buffer) => (output += part.toString()));
  stderr?.on("data", (part: Buffer) => (errors += part.toString()));
  // "close" comes after the exit, when all output has arrived.
  await new Promise((resolve) => child.process.once("close", resolve));
  const code = await child.exited;
  if (code === 0) return output;
  throw new Error(
    errorLines(`${output}\n${errors}`) || child.errors || `${command} exited with code ${code}`,
  );
}

/** Compilers and npm print mainly progress: the first lines that mention an error name the cause. */
function errorLines(output: string): string {
  const isError = (line: string) => /error|fatal|ERR!/i.test(line);
  const shown = (lines: readonly string[]) =>
    lines.map((line) => line.replace(/^(npm error|gyp ERR!( stack)?)/, "").trim()).filter(isShown);
  const lines = output.split("\n");
  const errors = shown(lines.filter(isError)).slice(0, LINES_SHOWN);
  return (errors.length > 0 ? errors : shown(lines).slice(-LINES_SHOWN)).join("\n");
}

/** True for a line that is neither empty nor part of a stack trace. */
const isShown = (line: string) => line !== "" && !line.startsWith("at ");
