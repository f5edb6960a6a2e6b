/**
 * Finds files that import each other, directly or through other files.
 * @param imports a map from each file to its imports, each `{ from, to, line }`
 * @returns for each group of files that all reach each other: its size and its shortest circle, as imports
 */
export function findCircles(imports) {
  return groups(imports).flatMap((group) => {
    const members = new Set(group);
    const circles = group.map((file) => shortestCircle(imports, file, members));
    const [circle] = circles.filter(Boolean).toSorted((a, b) => a.length - b.length);
    return circle ? [{ size: group.length, circle }] : [];
  });
}

/** Tarjan's strongly connected components; a file in no circle is a group by itself. */
function groups(imports) {
  const found = [];
  const numbers = new Map();
  const open = [];
  const visit = (file) => {
    const number = numbers.size;
    numbers.set(file, number);
    const place = open.push(file) - 1;
    let lowest = number;
    for (const { to } of imports.get(file)) {
      if (!numbers.has(to)) lowest = Math.min(lowest, visit(to));
      else if (open.includes(to)) lowest = Math.min(lowest, numbers.get(to));
    }
    if (lowest === number) found.push(open.splice(place));
    return lowest;
  };
  for (const file of imports.keys()) if (!numbers.has(file)) visit(file);
  return found;
}

/** The shortest path of imports from a file back to itself within a group; null if there is none. */
function shortestCircle(imports, start, members) {
  const reachedBy = new Map();
  const queue = [start];
  for (const file of queue) {
    for (const step of imports.get(file)) {
      if (!members.has(step.to) || reachedBy.has(step.to)) continue;
      reachedBy.set(step.to, step);
      queue.push(step.to);
    }
    if (reachedBy.has(start)) return circleTo(start, reachedBy);
  }
  return null;
}

function circleTo(start, reachedBy) {
  const circle = [reachedBy.get(start)];
  while (circle[0].from !== start) circle.unshift(reachedBy.get(circle[0].from));
  return circle;
}
