// Writes the types of the SDK's requests and replies. The contract infers the same types from its
// schemas, but an editor shows those as nested helper types, without names and descriptions.
import { docstring, formatted, sentence } from "./typescript-source.mjs";

export const TYPES_PATH = "packages/client/src/operation-types.ts";

/** Names of the types that differ from the operation's. They are public. */
const NAMES = { shoppingInfoVerifyUploadResult: "VerifyUploadResult" };

/** `getOrder` → `GetOrder`, from which the types of its request and reply are named. */
export const typeNameOf = (key) => NAMES[key] ?? key[0].toUpperCase() + key.slice(1);

/** Whether an operation takes a request at all. */
export const takesRequest = ({ request }) => Object.keys(request.properties).length > 0;

/** @returns the text of the file with all types of the operations that carry an access token */
export function operationTypes(operations) {
  const parts = partsOf(operations);
  const mutable = { prefix: "", names: namesOf(parts) };
  // The types of the methods' arguments. A mapped type such as DeepReadonly would do, but TypeScript 7
  // shows no description for a field of a mapped type.
  const readonly = { prefix: "readonly ", names: namesOf(parts, "Readonly") };
  const declarations = parts.flatMap(({ schema, name, description, isSent }) => [
    declaration(name, schema, description, mutable),
    ...(isSent ? [declaration(`Readonly${name}`, schema, description, readonly)] : []),
  ]);
  for (const [key, operation] of Object.entries(operations)) {
    if (operation.credential !== "access_token") continue;
    const { request, reply } = operation;
    const name = typeNameOf(key);
    if (takesRequest(operation)) {
      const argument = `The argument of \`${key}\`. The client does not write to it.`;
      declarations.push(
        declaration(`${name}Request`, request, `The request of \`${key}\`.`, mutable),
        declaration(`Readonly${name}Request`, request, argument, readonly),
      );
    }
    const description = `The reply of \`${key}\` when errcode is 0.`;
    declarations.push(declaration(`${name}Reply`, reply, description, mutable));
  }
  const source = [
    "// Made by `npm run generate` from packages/contract/src/operations/; do not edit.",
    ...declarations,
  ];
  return formatted(TYPES_PATH, source.join("\n\n"));
}

const namesOf = (parts, prefix = "") =>
  new Map(parts.map(({ schema, name }) => [schema, `${prefix}${name}`]));

/** The objects inside requests and replies that have a public name; `isSent` are those of requests. */
function partsOf({
  uploadShoppingInfo,
  secUploadCombinedShippingInfo,
  secGetOrder,
  getOrder,
  getConvertibleSkus,
  getAuthorizerRefreshToken,
}) {
  const { order_key: orderKey, order_list: orders } = uploadShoppingInfo.request.properties;
  const items = orders.items.properties.item_list.items;
  const subOrder = secUploadCombinedShippingInfo.request.properties.sub_orders.items;
  const parcel = subOrder.properties.shipping_list.items;
  return [
    { name: "OrderKey", schema: orderKey, isSent: true },
    {
      name: "MerchantOrder",
      schema: orders.items,
      description: "One merchant order of an upload.",
      isSent: true,
    },
    { name: "Item", schema: items, description: "One item of a merchant order.", isSent: true },
    { name: "Link", schema: items.properties.item_detail_jump_link, isSent: true },
    { name: "TradeParcel", schema: parcel, isSent: true },
    {
      name: "TradeSubOrder",
      schema: subOrder,
      description: "One sub-order of a combined payment, and what its goods are sent with.",
      isSent: true,
    },
    {
      name: "TradeOrder",
      schema: secGetOrder.reply.properties.order,
      description: "A payment under shipping information management.",
    },
    {
      name: "ServiceProviderOrder",
      schema: getOrder.reply.properties.order,
      description: "A service provider's order for a resource package.",
    },
    {
      name: "ConvertibleSku",
      schema: getConvertibleSkus.reply.properties.skuList.items,
      description: "A retail SKU that an order's wholesale SKU converts to.",
    },
    {
      name: "AuthorizationInfo",
      schema: getAuthorizerRefreshToken.reply.properties.authorization_info,
      description: "The authorisation of a merchant, from `api_query_auth`. It contains tokens.",
    },
  ];
}

function declaration(name, schema, description = sentence(schema.description.en), style) {
  return `${docstring([description])}\nexport type ${name} = ${objectType(schema, style)};`;
}

function objectType({ properties, required = [] }, style) {
  const members = Object.entries(properties).map(([name, schema]) => {
    const mark = required.includes(name) ? "" : "?";
    const member = `${style.prefix}${name}${mark}: ${typeOf(schema, style)};`;
    return `${docstring([fieldText(schema)])}\n${member}`.trimStart();
  });
  return `{\n${members.join("\n")}\n}`;
}

function typeOf(schema, style) {
  const name = style.names.get(schema);
  if (name !== undefined) return name;
  if (schema["x-any"] === true) return "unknown";
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join("|");
  switch (schema.type) {
    case "string":
    case "boolean":
      return schema.type;
    case "integer":
    case "number":
      return "number";
    case "array":
      // The formatter takes away the brackets where they are not needed.
      return `${style.prefix}(${typeOf(schema.items, style)})[]`;
    case "object":
      return objectType(schema, style);
    default:
      if (String(schema.type) === "string,null") return "string | null";
      throw new Error(`no TypeScript type for the schema ${JSON.stringify(schema)}`);
  }
}

/** What a field means, and its limits. */
function fieldText(schema) {
  const description = sentence(schema.description?.en ?? "");
  const isNumber = schema.type === "integer" || schema.type === "number";
  // A limit that the description says already is left out.
  const limits = [
    isNumber ? range(schema.minimum, schema.maximum, "") : null,
    range(schema.minLength, schema.maxLength, " characters"),
    range(undefined, schema["x-maxBytes"], " bytes"),
    range(schema.minItems, schema.maxItems, " items"),
  ].filter((limit) => limit !== null && !description.includes(limit.replace(/^at most /, "")));
  if (limits.length === 0) return description;
  const text = limits.join(", ");
  return `${description} ${text[0].toUpperCase()}${text.slice(1)}.`.trim();
}

function range(min, max, unit) {
  if (max !== undefined && min > 0) return `${min} to ${max}${unit}`;
  if (max !== undefined) return `at most ${max}${unit}`;
  if (min === undefined) return null;
  // A minimum of one character says only that the text is not empty.
  if (min === 1 && unit !== "") return unit === " items" ? "not empty" : null;
  return `at least ${min}${unit}`;
}
