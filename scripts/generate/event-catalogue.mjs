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
    erased: "After the buyer was erased",
    anyType: "The `data` of an event of any type, once the buyer of its order was erased",
  },
  zh: {
    member: "成员",
    type: "类型",
    present: "出现",
    always: "总是",
    about: "含义",
    sometimes: "视情况",
    listOf: "列表，元素为",
    erased: "买家数据删除之后",
    anyType: "订单买家的数据删除后，任何类型事件的 `data`",
  },
};

/** The section of each event: when it happens, and the members of its `data`. */
export function eventCatalogue(events, erasedData, language) {
  const words = WORDS[language];
  return [
    ...Object.entries(events).map(([type, { description, data }]) =>
      section(type, description[language], data, language),
    ),
    section(words.erased, words.anyType, erasedData, language),
  ].join("\n\n");
}

const section = (title, about, data, language) =>
  [`### ${title}`, `${about}${language === "zh" ? "。" : "."}`, table(data, language)].join("\n\n");

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
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(", ");
  if (schema.type === "array") return `${words.listOf} ${typeOf(schema.items, words)}`;
  if (schema.type === "object") return `\`{${Object.keys(schema.properties).join(", ")}}\``;
  return schema.format ?? schema.type;
}
