// Prints what an installation contains, as a CycloneDX document. `npm sbom --omit=dev` alone leaves out
// packages that development needs as well, so it reads a copy of the manifests without development.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const manifests = [
  "package.json",
  ...readdirSync(join(root, "packages")).map((name) => `packages/${name}/package.json`),
];
const read = (path) => JSON.parse(readFileSync(join(root, path), "utf8"));

const folder = mkdtempSync(join(tmpdir(), "dingdan-sbom-"));
try {
  const write = (path, value) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), JSON.stringify(value));
  };
  for (const path of manifests) {
    write(path, withoutDevelopment(read(path)));
  }
  const lock = read("package-lock.json");
  const installed = Object.entries(lock.packages)
    .filter(([, { dev, devOptional }]) => !dev && !devOptional)
    .map(([path, locked]) => [path, withoutDevelopment(locked)]);
  write("package-lock.json", { ...lock, packages: Object.fromEntries(installed) });
  const words = ["sbom", "--package-lock-only", "--sbom-format=cyclonedx"];
  const { status } = spawnSync("npm", words, { cwd: folder, stdio: "inherit" });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true });
}

function withoutDevelopment(manifest) {
  const { devDependencies: _, ...rest } = manifest;
  return rest;
}
