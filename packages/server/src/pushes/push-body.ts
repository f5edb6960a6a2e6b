import type { MessageFormat } from "../domain/message-push.js";

/** The members of a push, in their order. */
export type PushMembers = readonly (readonly [name: string, value: string | number])[];

export const MIME_TYPES: Record<MessageFormat, string> = {
  json: "application/json; charset=utf-8",
  xml: "text/xml; charset=utf-8",
};

/** Writes members as an object, or as the elements of `<xml>`. */
export const pushBody = (format: MessageFormat, members: PushMembers): string =>
  format === "json" ? JSON.stringify(Object.fromEntries(members)) : xml(members);

/** Writes texts in CDATA and numbers without it, as WeChat does. */
function xml(members: PushMembers): string {
  const inner = members.map(([name, value]) => {
    // No current text contains the end of a CDATA section; one that did could forge elements.
    const content =
      typeof value === "number"
        ? String(value)
        : `<![CDATA[${value.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;
    return `<${name}>${content}</${name}>`;
  });
  return `<xml>${inner.join("")}</xml>`;
}
