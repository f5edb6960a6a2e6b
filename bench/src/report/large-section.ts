import type { LargeResults, LargeSize } from "../measure/large-results.js";
import { OPERATION_NAMES, OPERATIONS, type OperationName } from "../measure/operations.js";
import { medianOf } from "../measure/results.js";
import { count, ms, orAbsent, table } from "./table.js";
import { quotient } from "./targets.js";

/** The share of an empty database's requests per second that each operation should keep. */
const KEPT_SHARE = 0.8;

/** How each operation changes with the size of the database. */
export function largeSection(results: LargeResults): string[] {
  const { sizes, problems } = results;
  return [
    "## Large databases",
    `${results.date}, \`${results.command}\`: ${results.rounds} rounds of ${results.seconds} s, ${results.connections} connections. The orders, half of them matched and half waiting for their payment, were copied in bulk from orders that Dingdan had stored. Each figure is compared with the same figure on an empty database; the target is to keep ${KEPT_SHARE * 100}% of the requests per second.`,
    ...results.contestants.flatMap(({ id, title }) => [
      `### ${title}, with ${sizes
        .filter(({ orders }) => orders > 0)
        .map(({ orders, databaseGib }) => sizeTitle(orders, databaseGib[id]))
        .join(" and ")}`,
      contestantTable(sizes, id),
    ]),
    ...(problems.length === 0
      ? []
      : [problems.map(({ where, reason }) => `- ${where}: ${reason}`).join("\n")]),
  ];
}

const sizeTitle = (orders: number, gib: number | undefined) =>
  `${count(orders)} orders${gib === undefined ? "" : ` (${gib.toFixed(1)} GiB)`}`;

function contestantTable(sizes: readonly LargeSize[], id: string): string {
  const [empty, ...large] = sizes.toSorted((a, b) => a.orders - b.orders);
  const rate = (size: LargeSize | undefined, name: OperationName) =>
    medianOf(size?.operations[name]?.[id], (it) => it.perSecond);
  const p99 = (size: LargeSize | undefined, name: OperationName) =>
    medianOf(size?.operations[name]?.[id], (it) => it.p99Ms);
  const rows = OPERATION_NAMES.filter((name) => rate(empty, name) !== null).map((name) => {
    const kept = large.map((size) => quotient(rate(size, name), rate(empty, name)));
    const isMet = kept.every((share) => share !== null && share >= KEPT_SHARE);
    return [
      OPERATIONS[name],
      orAbsent(rate(empty, name), count),
      orAbsent(p99(empty, name), ms),
      ...large.flatMap((size, index) => [
        orAbsent(rate(size, name), count),
        orAbsent(p99(size, name), ms),
        orAbsent(kept[index], (share) => `${(share * 100).toFixed(0)}%`),
      ]),
      isMet ? "met" : "**not met**",
    ];
  });
  const head = large.flatMap(({ orders }) => {
    const title = `${orders / 1_000_000} M`;
    return [`${title}, per second`, "p99 ms", "kept"];
  });
  return table(["Operation", "empty, per second", "p99 ms", ...head, ""], rows);
}
