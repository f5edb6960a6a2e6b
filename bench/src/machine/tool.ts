import { Child } from "./child.js";

const LINES_SHOWN = 4;

export interface ToolOptions {
  readonly cwd?: string;
  /** Added to the caller's environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Runs a program such as git, npm or node-gyp to its end; answers its standard output. Throws the
 * lines that name the error when it fails.
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
  // Later than the exit: all output has come.
  await new Promise((resolve) => child.process.once("close", resolve));
  const code = await child.exited;
  if (code === 0) return output;
  throw new Error(errorLines(`${output}\n${errors}`) || child.errors || `it ended with ${code}`);
}

/** What compilers and npm print is mostly progress: the error is in the first lines that say so. */
function errorLines(output: string): string {
  const isError = (line: string) => /error|fatal|ERR!/i.test(line);
  const told = (lines: readonly string[]) =>
    lines.map((line) => line.replace(/^(npm error|gyp ERR!( stack)?)/, "").trim()).filter(isTold);
  const lines = output.split("\n");
  const errors = told(lines.filter(isError)).slice(0, LINES_SHOWN);
  return (errors.length > 0 ? errors : told(lines).slice(-LINES_SHOWN)).join("\n");
}

/** Neither empty nor a line of a stack. */
const isTold = (line: string) => line !== "" && !line.startsWith("at ");
