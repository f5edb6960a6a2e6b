import type { WeChatPaySettings } from "@dingdan/contract";

/** A key of WeChat Pay in the form: a public key by its id, or a platform certificate by its serial number. */
export interface KeyField {
  readonly name?: string;
  readonly pem?: string;
}

/** The fields of the form. An empty one is not sent, so its value stays. */
export interface KeyFields {
  readonly mchid: string;
  readonly apiV3Key?: string;
  readonly keys?: readonly KeyField[];
  readonly serialNo?: string;
  readonly privateKey?: string;
  /** Removes the API certificate; a new one has no effect then. */
  readonly dropClient?: boolean;
  /** Removes all certificates of WeChat Pay, unless new ones are entered. */
  readonly dropCertificates?: boolean;
  readonly forwardUrl?: string;
  readonly forwardPrivate?: boolean;
}

/**
 * The call's body. Keys that are sent replace all keys of their form, public keys or certificates.
 * @param hadForward whether notices are forwarded now: then an empty address stops that
 */
export function settingsOf(fields: KeyFields, hadForward: boolean): WeChatPaySettings {
  const given = (fields.keys ?? []).map(({ name = "", pem = "" }) => ({
    name: name.trim(),
    pem: pem.trim(),
  }));
  const keys = given.filter(({ name, pem }) => name !== "" || pem !== "");
  const certificates = keys.filter(({ pem }) => isCertificate(pem));
  const publicKeys = keys.filter(({ pem }) => !isCertificate(pem));
  const forwardUrl = fields.forwardUrl?.trim() ?? "";
  const apiV3Key = fields.apiV3Key?.trim();
  return {
    ...(apiV3Key ? { api_v3_key: apiV3Key } : {}),
    ...(publicKeys.length === 0
      ? {}
      : { public_keys: publicKeys.map(({ name, pem }) => ({ id: name, pem })) }),
    ...(certificates.length === 0 && fields.dropCertificates !== true
      ? {}
      : { certificates: certificates.map(({ name, pem }) => ({ serial: name, pem })) }),
    ...clientOf(fields),
    ...(forwardUrl !== "" || hadForward
      ? { forward_url: forwardUrl, forward_private_address: fields.forwardPrivate ?? false }
      : {}),
  };
}

function clientOf({
  serialNo = "",
  privateKey = "",
  dropClient = false,
}: KeyFields): Pick<WeChatPaySettings, "api_client"> {
  if (dropClient) return { api_client: null };
  const client = { serial_no: serialNo.trim(), private_key: privateKey.trim() };
  return client.serial_no === "" && client.private_key === "" ? {} : { api_client: client };
}

const isCertificate = (pem: string) => pem.includes("BEGIN CERTIFICATE");
