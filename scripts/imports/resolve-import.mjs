import { readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { GENERATED } from "./read-imports.mjs";

/** The extensions that TypeScript tries for an imported one, in order. */
const MEANT_BY = {
  ".js": [".ts", ".tsx", ".d.ts", ".js", ".jsx"],
  ".mjs": [".mts", ".d.mts", ".mjs"],
  ".cjs": [".cts", ".d.cts", ".cjs"],
  ".jsx": [".tsx", ".jsx"],
};

/**
 * @param files the source files, as paths from `root`
 * @returns a function that resolves a `specifier` in the file `from`: to `{ file }`, a source file; to
 * `{}` for anything else that exists, such as a dependency; or to `{ problem }`, why it is wrong
 */
export function importResolver(root, files) {
  const sources = new Set(files);
  const workspaces = readWorkspaces(root);

  const byPath = (specifier, path) => {
    const builtFrom = sourceOfBuilt(workspaces, path);
    const file = candidates(builtFrom ?? path).find((name) => sources.has(name));
    if (file) return { file };
    const isGenerated = path.split("/").some((folder) => GENERATED.has(folder));
    const isAsset = statSync(join(root, path), { throwIfNoEntry: false })?.isFile() ?? false;
    if (builtFrom === null && (isGenerated || isAsset)) return {};
    return {
      problem: `imports "${specifier}", but there is no such file. Correct the path, and end it with the extension (.js for a .ts or .tsx file).`,
    };
  };

  const byEntry = (specifier, { folder, manifest }, field, key) => {
    const path = target(manifest[field] ?? {}, key);
    if (path?.startsWith("./")) return byPath(specifier, posix.join(folder, path));
    if (path) return {};
    return {
      problem: `imports "${specifier}", which is not among the "${field}" of ${folder}/package.json. Import something that is, or add it there.`,
    };
  };

  return (from, specifier) => {
    if (/^\.\.?(\/|$)/.test(specifier)) {
      return byPath(specifier, posix.join(posix.dirname(from), specifier));
    }
    if (specifier.startsWith("#")) {
      const own = workspaces.find(({ folder }) => from.startsWith(`${folder}/`));
      return own ? byEntry(specifier, own, "imports", specifier) : {};
    }
    const named = workspaces.find(({ manifest: { name } }) =>
      `${specifier}/`.startsWith(`${name}/`),
    );
    if (!named) return {};
    return byEntry(specifier, named, "exports", `.${specifier.slice(named.manifest.name.length)}`);
  };
}

/** The workspaces of the root's package.json: the folder and the package.json of each. */
function readWorkspaces(root) {
  const read = (folder) => JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
  return read(".").workspaces.map((folder) => ({ folder, manifest: read(folder) }));
}

/** dist/a/b.js of a workspace is built from its src/a/b.js; null for a file outside dist. */
function sourceOfBuilt(workspaces, path) {
  const built = workspaces.find(({ folder }) => path.startsWith(`${folder}/dist/`));
  return built ? path.replace(`${built.folder}/dist/`, `${built.folder}/src/`) : null;
}

function candidates(path) {
  const extension = posix.extname(path);
  const stem = path.slice(0, path.length - extension.length);
  return MEANT_BY[extension]?.map((meant) => stem + meant) ?? [path];
}

/** The target of a key in the "exports" or "imports" of a package.json; null if the key is absent. */
function target(entries, key) {
  for (const [pattern, value] of Object.entries(entries)) {
    const path = typeof value === "string" ? value : value.default;
    if (pattern === key) return path;
    const [head, tail] = pattern.split("*");
    if (tail === undefined || !key.startsWith(head) || !key.endsWith(tail)) continue;
    return path.replaceAll("*", key.slice(head.length, key.length - tail.length));
  }
  return null;
}
