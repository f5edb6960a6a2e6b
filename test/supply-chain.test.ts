import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

/* What a user installs: the packages at run time with their licences and scripts, and the files of ours. */

const root = new URL("..", import.meta.url);

interface LockedPackage {
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly resolved?: string;
  readonly integrity?: string;
}

const lock = JSON.parse(readFileSync(new URL("package-lock.json", root), "utf8")) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};

const installed = Object.entries(lock.packages).filter(
  ([path, { dev, devOptional, link }]) =>
    path.includes("node_modules/") && !dev && !devOptional && !link,
);

const PERMISSIVE = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MIT",
  "(MIT OR Apache-2.0)",
  "Unlicense",
]);

describe("the packages that are installed with Dingdan", () => {
  test("are few", () => {
    // docs/dependencies.md says which of them we chose. Fewer is better; more needs a reason.
    expect(installed.length).toBeGreaterThan(20);
    expect(installed.length).toBeLessThanOrEqual(91);
  });

  test("have licences that allow any use", () => {
    const others = installed.filter(([, { license }]) => !PERMISSIVE.has(license ?? ""));
    expect(others.map(([path, { license }]) => [path, license])).toEqual([]);
  });

  test("run no script at their installation but one, which may be left out", () => {
    // Its script looks for the binary that is in the package, and compiles only where none fits.
    const withScript = installed.filter(([, { hasInstallScript }]) => hasInstallScript);
    expect(withScript.map(([path]) => path)).toEqual(["node_modules/@photostructure/sqlite"]);
  });

  test("come from the npm registry, with a hash of their content", () => {
    // The lockfile names no place for any, so each comes from the registry that npm is set to.
    const isOfRegistry = ({ resolved, integrity }: LockedPackage) =>
      resolved === undefined && integrity?.startsWith("sha512-") === true;
    const others = Object.entries(lock.packages).filter(
      ([path, locked]) => path.includes("node_modules/") && !locked.link && !isOfRegistry(locked),
    );
    expect(others.map(([path]) => path)).toEqual([]);
  });
});

test("npm run sbom lists all of them, and ours", () => {
  const output = execFileSync("npm", ["run", "--silent", "sbom"], {
    cwd: fileURLToPath(root),
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  const { bomFormat, components } = JSON.parse(output) as {
    readonly bomFormat: string;
    readonly components: readonly { readonly group?: string; readonly name: string }[];
  };
  expect(bomFormat).toBe("CycloneDX");
  const listed = new Set(
    components.map(({ group, name }) => (group === undefined ? name : `${group}/${name}`)),
  );
  const names = installed.map(([path]) => path.replace(/.*node_modules\//, ""));
  expect(names.filter((name) => !listed.has(name))).toEqual([]);
  expect(listed.size).toBe(new Set(names).size + 6);
});

interface Packed {
  readonly name: string;
  readonly files: readonly { readonly path: string }[];
}

test("our packages contain what they run, and neither tests nor files of a build", () => {
  const words = ["pack", "--workspaces", "--dry-run", "--json", "--ignore-scripts"];
  const output = execFileSync("npm", words, {
    cwd: fileURLToPath(root),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    maxBuffer: 2 ** 26,
  });
  const packed = JSON.parse(output) as readonly Packed[];
  expect(packed).toHaveLength(6);
  for (const { name, files } of packed) {
    const paths = files.map(({ path }) => path);
    expect(paths, name).toContain("package.json");
    expect(
      paths.some((path) => path.startsWith("dist/")),
      name,
    ).toBe(true);
    expect(
      paths.filter((path) => /\.test\.|\.tsbuildinfo$|(^|\/)\.(?!vite)|\.(pem|db|env)$/.test(path)),
      name,
    ).toEqual([]);
  }
});
