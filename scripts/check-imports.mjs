// Checks the imports of all files: no circle, no import of a higher floor, no import of a missing file.
// Part of `npm run lint`. `node scripts/check-imports.mjs FOLDER` checks another checkout.
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
    ? `Imports of ${files.length} files: no circle, no import of a higher floor.\n`
    : `Problems with imports: ${problems.length}. Type imports count too. scripts/imports/floors.mjs lists the floors.\n`,
);
if (problems.length > 0) process.exitCode = 1;

/** Resolves an import and records its problem, if any; returns it with the source file it refers to. */
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
