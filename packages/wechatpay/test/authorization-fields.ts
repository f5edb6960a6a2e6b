/**
 * The scheme and the fields of an Authorization header of APIv3, in any order, for tests of every
 * package: packages/wechatpay/test/authorization-fields.ts.
 */
export function fieldsOfAuthorization(header: string): Readonly<Record<string, string>> {
  const [scheme = "", list = ""] = header.split(" ");
  const fields = [...list.matchAll(/(\w+)="([^"]*)"(?:,|$)/g)].map(([, name = "", value = ""]) => [
    name,
    value,
  ]);
  return { scheme, ...Object.fromEntries(fields) };
}
