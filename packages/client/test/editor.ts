import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = new URL("../../../", import.meta.url);
const TSC = fileURLToPath(new URL("node_modules/typescript/bin/tsc", ROOT));

/** A message of the Language Server Protocol. */
interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

/** A folder outside the repository in which the SDK is installed, so only what is published counts. */
async function createUsersProject(text: string) {
  const folder = await mkdtemp(join(tmpdir(), "dingdan-user-"));
  await mkdir(join(folder, "node_modules/@dingdan"), { recursive: true });
  const installed = join(folder, "node_modules/@dingdan/client");
  await symlink(fileURLToPath(new URL("packages/client", ROOT)), installed, "junction");
  const compilerOptions = { module: "NodeNext", strict: true, lib: ["ES2023", "DOM"], types: [] };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  await writeFile(join(folder, "program.ts"), text);
  return folder;
}

/**
 * Opens a program of an SDK user in TypeScript's language server, which editors ask for the text of
 * a hover and for the target of "go to definition".
 */
export async function openInEditor(text: string) {
  const folder = await createUsersProject(text);
  const server = spawn(process.execPath, [TSC, "--lsp", "--stdio"], {
    cwd: folder,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const waiting = new Map<number, (result: unknown) => void>();
  let received = Buffer.alloc(0);
  let requestCount = 0;

  const write = (message: Message) => {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const ask = <Result>(method: string, params: unknown) =>
    new Promise<Result>((resolve) => {
      requestCount += 1;
      waiting.set(requestCount, (result) => resolve(result as Result));
      write({ id: requestCount, method, params });
    });
  const handle = (message: Message) => {
    if (message.id === undefined) return;
    // The server's own requests ask for settings; null means the defaults.
    if (message.method !== undefined) write({ id: message.id, result: null });
    else waiting.get(message.id)?.(message.result);
  };
  server.stdout.on("data", (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    for (;;) {
      const headEnd = received.indexOf("\r\n\r\n");
      const length = Number(/Content-Length: (\d+)/i.exec(received.toString("latin1"))?.[1]);
      if (headEnd === -1 || received.length < headEnd + 4 + length) return;
      const body = received.subarray(headEnd + 4, headEnd + 4 + length);
      received = received.subarray(headEnd + 4 + length);
      handle(JSON.parse(body.toString()) as Message);
    }
  });

  const uri = pathToFileURL(join(folder, "program.ts")).href;
  await ask("initialize", {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    capabilities: { textDocument: { hover: { contentFormat: ["markdown"] } } },
  });
  write({ method: "initialized", params: {} });
  const textDocument = { uri, languageId: "typescript", version: 1, text };
  write({ method: "textDocument/didOpen", params: { textDocument } });

  /** The first place in the program where some text begins. */
  const placeOf = (wanted: string) => {
    const before = text.slice(0, text.indexOf(wanted)).split("\n");
    const position = { line: before.length - 1, character: before.at(-1)?.length };
    return { textDocument: { uri }, position };
  };

  return {
    /** What an editor shows for the name that begins with `wanted`. */
    hover: async (wanted: string) => {
      type Hover = { contents: { value: string } } | null;
      const hover = await ask<Hover>("textDocument/hover", placeOf(wanted));
      return hover?.contents.value ?? "";
    },
    /** The file in which an editor finds the definition, relative to the repository. */
    definition: async (wanted: string) => {
      type Locations = { uri: string }[];
      const [location] = await ask<Locations>("textDocument/definition", placeOf(wanted));
      return location?.uri.replace(ROOT.href, "");
    },
    [Symbol.asyncDispose]: async () => {
      const ended = new Promise((resolve) => {
        server.once("exit", resolve);
      });
      await ask("shutdown", null);
      write({ method: "exit" });
      server.stdin.end();
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}
