// Checks what files import: no circle, nothing upward, nothing that is absent. Part of `npm run lint`.
// `node scripts/check-imports.mjs [folder]` checks another checkout than this one.
import { fileURLToPath } from "node:url";
import { findCircles } from "./imports/circles.mjs";
import { brokenRule, withoutFloor } from "./imports/floor-rules.mjs";
import { readImports, sourceFiles } from "./imports/read-imports.mjs";
import { importResolver } from "./imports/resolve-import.mjs";

const root = process.argv[2] ?? fileURLToPath(new URL("..", import.meta.url));
const files = sourceFiles(root).toSorted();
const resolve = importResolver(root, files);
const problems = withoutFloor(files);

const imports = new Map(
  files.map((file) => {
    const read = readImports(root, file);
    if (read.error) problems.push(`${file}: cannot be parsed: ${read.error}`);
    return [file, read.imports.flatMap((one) => follow(file, one))];
  }),
);
problems.push(...findCircles(imports).map(described));

for (const problem of problems) process.stdout.write(`${problem}\n`);
process.stdout.write(
  problems.length === 0
    ? `Imports of ${files.length} files: no circle, none upward.\n`
    : `Problems with imports: ${problems.length}. Imports of types count, too; scripts/imports/floors.mjs lists the floors.\n`,
);
if (problems.length > 0) process.exitCode = 1;

/** Looks an import up and notes what is wrong with it; returns it with the source file that it means. */
function follow(from, { specifier, line }) {
  const { file: to, problem } = resolve(from, specifier);
  const broken = problem ?? (to && brokenRule({ from, to, specifier }));
  if (broken) problems.push(`${from}:${line}: ${broken}`);
  return to ? [{ from, to, line }] : [];
}

function described({ size, circle }) {
  const steps = circle.map(({ from, to, line }) => `\n  ${from}:${line} imports ${to}`);
  const more = size > circle.length ? ` It is the shortest circle among ${size} files.` : "";
  return `${circle[0].from}: is part of a circle. Move what these files share to a file that imports none of them.${more}${steps.join("")}`;
}
