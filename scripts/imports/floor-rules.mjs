import { FLOORS, PACKAGES } from "./floors.mjs";

const TEST = /\.test\.[cm]?tsx?$|\.conformance\.ts$|(?:^|\/)(?:test|support|conformance)\//;
const workspaceOf = (file) => /^packages\/([^/]+)\//.exec(file)?.[1];

/** Describes the rule that an import breaks, or null. `specifier` is the name of `to` in the file `from`. */
export function brokenRule({ from, to, specifier }) {
  const own = workspaceOf(from);
  // Tests and tools may import from every floor.
  if (own === undefined || TEST.test(from)) return null;
  if (TEST.test(to)) {
    return `imports ${to}, which is for tests only. Move the shared code to a file of the product.`;
  }
  const other = workspaceOf(to);
  return own === other ? brokenFloor(from, to) : brokenPackage({ own, other, to, specifier });
}

function brokenPackage({ own, other, to, specifier }) {
  if (!PACKAGES[own]?.includes(other)) {
    const allowed = PACKAGES[own]?.map((name) => `packages/${name}`).join(", ");
    return `imports ${to}, but packages/${own} may import ${allowed || "no other package"}. Move the shared code to a package that both may import.`;
  }
  if (!specifier.startsWith(".")) return null;
  return `imports ${to} by its path, bypassing the "exports" of packages/${other}/package.json. Export it there, and import it by the package's name.`;
}

function brokenFloor(from, to) {
  const own = placeOf(from);
  const other = placeOf(to);
  if (!own || !other || own.folder !== other.folder || own.name === other.name) return null;
  if (own.floor === -1 || other.floor === -1 || other.floor < own.floor) return null;
  const where = other.floor === own.floor ? "the same floor" : "a higher floor";
  return `imports ${to}, which is on ${where}: ${own.name} may not import ${other.name}. Move the shared type or function to a lower folder, or pass the value in.`;
}

/** Reports files and folders that are in a folder with floors but on none of them. */
export function withoutFloor(files) {
  const places = files.filter((file) => !TEST.test(file)).map(placeOf);
  const missing = places.filter((place) => place?.floor === -1);
  return [...new Set(missing.map(({ folder, name }) => `${folder}/${name}`))].map(
    (path) => `${path}: is on no floor. Add it to FLOORS in scripts/imports/floors.mjs.`,
  );
}

/** The folder with floors that a file is in, the file's name in FLOORS, and its floor: -1 if none. */
function placeOf(file) {
  const folder = Object.keys(FLOORS).find((path) => file.startsWith(`${path}/`));
  if (folder === undefined) return null;
  const [name] = file.slice(folder.length + 1).split("/");
  return { folder, name, floor: FLOORS[folder].findIndex((floor) => floor.includes(name)) };
}
