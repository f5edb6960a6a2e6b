import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, release, totalmem, type } from "node:os";
import { syncMs } from "./work-folder.js";

/** Facts about the machine that a reader needs to judge the figures; none of them identifies it. */
export interface MachineDescription {
  readonly cores: number;
  readonly cpu: string;
  readonly memoryGib: number;
  readonly system: string;
  readonly node: string;
  readonly syncMs: number;
  readonly libraries: Readonly<Record<string, string>>;
}

const LIBRARIES = [
  "express",
  "zod",
  "@prisma/client",
  "fastify",
  "typebox",
  "drizzle-orm",
  "better-sqlite3",
  "pg",
  "@stoplight/prism-cli",
];

export function describeMachine(node: string, folder: string): MachineDescription {
  const processors = cpus();
  return {
    cores: processors.length,
    cpu: processors[0]?.model.trim() ?? "unknown",
    memoryGib: Math.round(totalmem() / 1024 ** 3),
    system: `${distribution()}, ${type()} ${release().split("-")[0]}`,
    node: execFileSync(node, ["--version"], { encoding: "utf8" }).trim(),
    syncMs: syncMs(folder),
    libraries: {
      ...Object.fromEntries(LIBRARIES.map((name) => [name, versionOf(name)])),
      SQLite: sqliteVersion(),
    },
  };
}

const require = createRequire(import.meta.url);

function versionOf(name: string): string {
  const [main] = require.resolve.paths(name) ?? [];
  for (const folder of require.resolve.paths(name) ?? [main ?? ""]) {
    try {
      const file = readFileSync(`${folder}/${name}/package.json`, "utf8");
      return (JSON.parse(file) as { version: string }).version;
    } catch {
      // The package is in a parent folder, or absent.
    }
  }
  return "absent";
}

/** The version of better-sqlite3's SQLite, from its source: the module may not be built for this Node. */
function sqliteVersion(): string {
  const header = readFileSync(require.resolve("better-sqlite3/deps/sqlite3/sqlite3.h"), "utf8");
  return /^#define SQLITE_VERSION +"(.+)"$/m.exec(header)?.[1] ?? "unknown";
}

function distribution(): string {
  try {
    const match = /^PRETTY_NAME="(.+)"$/m.exec(readFileSync("/etc/os-release", "utf8"));
    return match?.[1] ?? "unknown";
  } catch {
    return "unknown";
  }
}
