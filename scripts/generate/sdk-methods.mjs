// Writes the SDK's methods: one for each operation that carries an access token, with a docstring
// made of what the contract knows about it.
import { takesRequest, typeNameOf } from "./sdk-types.mjs";
import { docstring, formatted, sentence, unbroken } from "./typescript-source.mjs";

export const METHODS_PATH = "packages/client/src/app-operations.ts";
export const SHIPPING_MANAGEMENT_PATH = "packages/client/src/shipping-management-operations.ts";

/** @returns the text of the file with the class that the SDK's clients extend */
export function operationMethods(operations, errorCatalogue) {
  const authorized = Object.entries(operations).filter(
    ([, { credential }]) => credential === "access_token",
  );
  const types = authorized.flatMap(([key, operation]) => typesOf(key, operation));
  const rows = new Map(errorCatalogue.map((row) => [row.name, row]));
  const source = `// Made by \`npm run generate\` from packages/contract/src/operations/; do not edit.
import type { OPERATIONS, ReplyOf } from "@dingdan/contract";
import type { AuthorizedOperationName } from "./operation-names.js";
import type { ${types.join(", ")} } from "./operation-types.js";
import type { CallOptions } from "./options.js";
import type { ReadonlyRequestOf } from "./requests.js";

/** One method for each operation that carries an access token. Each sends its request with \`call\`. */
export abstract class AppOperations {
  /** Calls an operation by its name. */
  abstract call<Name extends AuthorizedOperationName>(
    operation: Name,
    request: ReadonlyRequestOf<(typeof OPERATIONS)[Name]>,
    callOptions?: CallOptions,
  ): Promise<ReplyOf<(typeof OPERATIONS)[Name]>>;

${authorized.map(([key, operation]) => methodOf(key, operation, rows)).join("\n\n")}
}
`;
  return formatted(METHODS_PATH, source);
}

/** @returns the text of the file with the class of shipping information management's operations */
export function shippingManagementMethods(operations, errorCatalogue) {
  const managed = Object.entries(operations).filter(
    ([, { group }]) => group === "shipping-management",
  );
  const types = managed.flatMap(([key, operation]) => typesOf(key, operation));
  const rows = new Map(errorCatalogue.map((row) => [row.name, row]));
  const methods = managed.map(([key, operation]) =>
    methodOf(key, operation, rows, { method: unprefixed(key), caller: "this.#client" }),
  );
  const source = `// Made by \`npm run generate\` from packages/contract/src/operations/; do not edit.
import type { AppOperations } from "./app-operations.js";
import type { ${types.join(", ")} } from "./operation-types.js";
import type { CallOptions } from "./options.js";

/** The operations of shipping information management for one app, under the names of WeChat's cloud calls. */
export class ShippingManagementOperations {
  /** The client that sends the calls. */
  readonly #client: Pick<AppOperations, "call">;

  constructor(client: Pick<AppOperations, "call">) {
    this.#client = client;
  }

${methods.join("\n\n")}
}
`;
  return formatted(SHIPPING_MANAGEMENT_PATH, source);
}

/** `secGetOrder` → `getOrder`, which a client of shopping orders has for another operation. */
const unprefixed = (key) => key.replace(/^sec([A-Z])/, (_, first) => first.toLowerCase());

function typesOf(key, operation) {
  const name = typeNameOf(key);
  return takesRequest(operation) ? [`${name}Reply`, `Readonly${name}Request`] : [`${name}Reply`];
}

function methodOf(key, operation, rows, { method = key, caller = "this" } = {}) {
  const name = typeNameOf(key);
  const hasRequest = takesRequest(operation);
  const request = hasRequest ? `request: Readonly${name}Request, ` : "";
  return `${docstringOf(operation, rows)}
${method}(${request}callOptions?: CallOptions): Promise<${name}Reply> {
  return ${caller}.call("${key}", ${hasRequest ? "request" : "{}"}, callOptions);
}`;
}

function docstringOf(operation, rows) {
  const { method, path, summary, description, permissionSets, errors } = operation;
  const errorRows = errors.map((error) => rows.get(error));
  const code = (row) => unbroken(`${row.code} ${row.name}`);
  const retryable = errorRows
    .filter((row) => row.retryable)
    .map((row) => `${code(row)} (${row.when.en})`);
  return docstring([
    `${summary.en}: ${unbroken(`\`${method} ${path}\``)}.`,
    sentence(description.en),
    permissionSets.length === 0
      ? ""
      : `A third-party platform needs one of the permission sets ${permissionSets.join(", ")}.`,
    `Error codes, in the order of the checks: ${errorRows.map(code).join(", ")}.`,
    retryable.length === 0
      ? ""
      : `Error codes after which the same call may succeed: ${retryable.join("; ")}.`,
    takesRequest(operation) ? `@param request ${parametersText(operation)}` : "",
    "@param callOptions the signal and the timeout of this call",
    `@returns ${replyText(operation)}`,
    "@throws ShoppingOrdersError when the platform answers one of the error codes",
    "@throws ShoppingOrdersConnectionError when no readable reply arrives",
  ]);
}

function parametersText({ parameters, request }) {
  const place = parameters === "query" ? "query parameters" : "JSON body";
  const required = request.required ?? [];
  const names = Object.keys(request.properties).map((name) =>
    required.includes(name) ? `\`${name}\`` : `\`${name}\` (optional)`,
  );
  return `${place}: ${names.join(", ")}`;
}

function replyText({ reply }) {
  const names = Object.keys(reply.properties).filter((name) => !/^err(code|msg)$/.test(name));
  const own = names.map((name) => `, \`${name}\``).join("");
  return `\`errcode\` 0, \`errmsg\`${own}`;
}
