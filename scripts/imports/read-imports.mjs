import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync, Visitor } from "oxc-parser";

const SOURCE = /\.[cm]?[jt]sx?$/;
/** Folders of files that tools write: not checked, and absent from a fresh clone. */
export const GENERATED = new Set(["node_modules", "dist", "generated", "coverage"]);

/** @returns the source files below `root`, as paths from there with "/" between folders */
export function sourceFiles(root, folder = "") {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isFile()) return SOURCE.test(entry.name) ? [path] : [];
    const isOurs = entry.isDirectory() && !entry.name.startsWith(".") && !GENERATED.has(entry.name);
    return isOurs ? sourceFiles(root, path) : [];
  });
}

/**
 * Reads the imports of a file, of values and of types: `import`, `export … from`, `import()`,
 * `import("…").Type`, `import x = require("…")`. Skips an `import()` of a computed name.
 * @returns `imports`, each a `specifier` and its `line`; and `error`, null if the file can be parsed
 */
export function readImports(root, file) {
  const source = readFileSync(join(root, file), "utf8");
  const parsed = parseSync(file, source);
  const found = statements(parsed.module);
  if (hasOthers(source, parsed)) found.push(...others(parsed));
  return {
    imports: found.map(({ specifier, offset }) => ({ specifier, line: lineAt(source, offset) })),
    error: parsed.errors[0]?.message ?? null,
  };
}

/** Import and export statements, which the parser lists. */
function statements({ staticImports, staticExports }) {
  return [...staticImports, ...staticExports.map(({ entries }) => entries[0])]
    .filter(({ moduleRequest }) => moduleRequest !== null)
    .map(({ moduleRequest }) => ({ specifier: moduleRequest.value, offset: moduleRequest.start }));
}

/** Most files contain only statements, and walking the syntax trees of all files takes a second. */
function hasOthers(source, { module }) {
  const words = source.match(/\b(?:import|export)\b/g)?.length ?? 0;
  return words > module.staticImports.length + module.staticExports.length;
}

function others({ program }) {
  const found = [];
  const add = ({ type, value, quasis, start }) => {
    const specifier =
      type === "TemplateLiteral" && quasis.length === 1 ? quasis[0].value.cooked : value;
    if (typeof specifier === "string") found.push({ specifier, offset: start });
  };
  new Visitor({
    ImportExpression: ({ source }) => add(source),
    TSImportType: ({ source }) => add(source),
    TSExternalModuleReference: ({ expression }) => add(expression),
    // `export {} from "…"` exports no name, so the parser does not list it.
    ExportNamedDeclaration: ({ source, specifiers }) => {
      if (source !== null && specifiers.length === 0) add(source);
    },
  }).visit(program);
  return found;
}

const lineAt = (source, offset) => source.slice(0, offset).split("\n").length;
