// The catalogue of events in docs/events.md, from the contract.

const WORDS = {
  en: {
    member: "member",
    type: "type",
    present: "present",
    always: "always",
    about: "meaning",
    sometimes: "sometimes",
    listOf: "list of",
  },
  zh: {
    member: "成员",
    type: "类型",
    present: "出现",
    always: "总是",
    about: "含义",
    sometimes: "视情况",
    listOf: "列表，元素为",
  },
};

/** The section of each event: when it happens, and the members of its `data`. */
export function eventCatalogue(events, language) {
  return Object.entries(events)
    .map(([type, { description, data }]) =>
      [
        `### ${type}`,
        `${description[language]}${language === "zh" ? "。" : "."}`,
        table(data, language),
      ].join("\n\n"),
    )
    .join("\n\n");
}

function table({ properties, required = [] }, language) {
  const words = WORDS[language];
  const rows = Object.entries(properties).map(([name, schema]) => {
    const present = required.includes(name) ? words.always : words.sometimes;
    return row([
      `\`${name}\``,
      typeOf(schema, words),
      present,
      schema.description?.[language] ?? "",
    ]);
  });
  const head = row([words.member, words.type, words.present, words.about]);
  return [head, "|---|---|---|---|", ...rows].join("\n");
}

const row = (cells) => `| ${cells.join(" | ")} |`.replaceAll("  |", " |");

function typeOf(schema, words) {
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(", ");
  if (schema.type === "array") return `${words.listOf} ${typeOf(schema.items, words)}`;
  if (schema.type === "object") return `\`{${Object.keys(schema.properties).join(", ")}}\``;
  return schema.format ?? schema.type;
}
