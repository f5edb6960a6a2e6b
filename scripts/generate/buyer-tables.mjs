// The tables of docs/buyer-data.md: what is stored about buyers, from the catalogue that the export and the
// erasure read.

const WORDS = {
  en: {
    head: "| table | holds | a buyer's rows are found | exported | not exported |",
    otherHead: "| why | tables that hold nothing about buyers |",
    comma: ", ",
    semicolon: "; ",
    colon: ": ",
  },
  zh: {
    head: "| 表 | 内容 | 查找买家记录的方式 | 导出 | 不导出 |",
    otherHead: "| 原因 | 不涉及买家的表 |",
    comma: "、",
    semicolon: "；",
    colon: "：",
  },
};

/** The tables with something about buyers, then the others by why they have nothing. */
export function buyerTables({ BUYER_TABLES, OTHER_TABLES, EXCEPTIONS }, names, language) {
  const words = WORDS[language];
  const list = (columns) => columns.map((column) => `\`${column}\``).join(words.comma);
  const byReason = (reasons) =>
    Object.entries(EXCEPTIONS)
      .map(([reason, { [language]: why }]) => [
        why,
        Object.keys(reasons).filter((name) => reasons[name] === reason),
      ])
      .filter(([, found]) => found.length > 0);
  const rows = Object.entries(BUYER_TABLES).map(([table, { found, exported, others }]) => {
    const left = byReason(others).map(([why, columns]) => why + words.colon + list(columns));
    const cells = [`\`${table}\``, names[table][language], found[language]];
    return `| ${[...cells, list(exported) || "–", left.join(words.semicolon) || "–"].join(" | ")} |`;
  });
  const otherRows = byReason(OTHER_TABLES).map(([why, tables]) => `| ${why} | ${list(tables)} |`);
  return [
    [words.head, "|---|---|---|---|---|", ...rows].join("\n"),
    [words.otherHead, "|---|---|", ...otherRows].join("\n"),
  ].join("\n\n");
}
