import { isObject, type Unchecked } from "@dingdan/contract";

export interface FileSettings {
  /** The members of `PUT /admin/v1/merchants/:mchid/wechatpay`. */
  readonly settings: Unchecked;
  readonly isOfTestKeys: boolean;
}

/**
 * The settings that a file contains: its members, or, of a file of `dingdan notify keys`, the APIv3 key and
 * the public halves of its keys. Their private keys stay on this machine.
 */
export function settingsOfFile(document: Unchecked): FileSettings {
  const { public_key: publicKey, certificate, api_v3_key } = document;
  if (!isObject(publicKey) || !isObject(certificate)) {
    return { settings: document, isOfTestKeys: false };
  }
  return {
    settings: {
      api_v3_key,
      public_keys: [{ id: publicKey["id"], pem: publicKey["pem"] }],
      certificates: [{ serial: certificate["serial"], pem: certificate["pem"] }],
    },
    isOfTestKeys: true,
  };
}
