import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { runTool } from "./tool.js";
import { removeFolder } from "./work-folder.js";

const FOLDER = dirname(createRequire(import.meta.url).resolve("better-sqlite3/package.json"));
const MODULE = "better_sqlite3.node";
/** Evaluated by the Node for which the driver is compiled. */
const FACTS = `JSON.stringify({
  version: process.version,
  abi: process.versions.modules,
  target: process.platform + "-" + process.arch,
  program: process.execPath,
})`;

interface NodeFacts {
  readonly version: string;
  readonly abi: string;
  readonly target: string;
  readonly program: string;
}

const builds = new Map<string, Promise<void>>();

/**
 * Compiles better-sqlite3 for a Node, unless a build for its ABI exists. Throws the reason if it cannot
 * be compiled.
 */
export function buildSqliteDriver(node: string): Promise<void> {
  const build = builds.get(node) ?? buildMissing(node);
  builds.set(node, build);
  return build;
}

async function buildMissing(node: string): Promise<void> {
  const facts = JSON.parse(execFileSync(node, ["-p", FACTS], { encoding: "utf8" })) as NodeFacts;
  const compiled = join(FOLDER, "build");
  // better-sqlite3 first loads the module in build/, whichever Node it was compiled for. After that it
  // looks in one folder for each ABI, which `npm ci` empties when the version changes.
  removeFolder(compiled);
  const folder = join(FOLDER, "lib", "binding", `node-v${facts.abi}-${facts.target}`);
  if (existsSync(join(folder, MODULE))) return;
  process.stderr.write(`Compiling better-sqlite3 for Node ${facts.version} …\n`);
  try {
    const module = await compile(node, facts, compiled);
    mkdirSync(folder, { recursive: true });
    renameSync(module, join(folder, MODULE));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `better-sqlite3 cannot be compiled for Node ${facts.version} (this needs Python, make, a C++ compiler, and that Node's headers in include/node beside its bin folder or from a download): ${reason}`,
      { cause: error },
    );
  } finally {
    removeFolder(compiled);
  }
}

/** Returns the path of the module, after a check that this Node can load it. */
async function compile(node: string, facts: NodeFacts, folder: string): Promise<string> {
  const configured = async (name: string) =>
    (await runTool("npm", ["config", "get", name], { cwd: FOLDER })).trim();
  const program = await configured("node-gyp");
  const places = [dirname(dirname(facts.program)), await configured("nodedir")];
  // If empty, node-gyp downloads the headers of that version.
  const headers = places.find((place) => abiOfHeaders(place) === facts.abi) ?? "";
  await runTool(node, [program, "rebuild", "--release"], {
    cwd: FOLDER,
    environment: { npm_config_nodedir: headers },
  });
  const module = join(folder, "Release", MODULE);
  await runTool(node, ["-e", "require(process.argv[1])", module]);
  return module;
}

/** The ABI of the Node headers in a folder; null if there are none. */
function abiOfHeaders(folder: string): string | null {
  try {
    const file = readFileSync(join(folder, "include", "node", "node_version.h"), "utf8");
    return /^\s*#\s*define NODE_MODULE_VERSION (\d+)/m.exec(file)?.[1] ?? null;
  } catch {
    return null;
  }
}
