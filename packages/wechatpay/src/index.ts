export { type ApiClient, authorizationOf, type SignedRequest } from "./authorization.js";
export { type DownloadedCertificate, readCertificates } from "./certificates.js";
export { KeyError, type PlatformKey, parsePlatformKey, parsePrivateKey } from "./keys.js";
export {
  type EncryptedResource,
  isApiV3Key,
  openResource,
  type ResourceParts,
  sealResource,
} from "./resource.js";
export {
  type HeaderValues,
  isProbe,
  MAX_AGE_MS,
  type SignatureFault,
  type SignatureHeaders,
  SIGNATURE_TYPE,
  signatureFault,
} from "./signature-headers.js";
export { isSigned, PROBE_PREFIX, sign } from "./signature.js";
export {
  makeNotification,
  type NotificationContent,
  type SentNotification,
  type SigningKey,
} from "./make-notification.js";
export {
  type EventType,
  type Notification,
  type NotificationKeys,
  type NotificationOutcome,
  type NotificationFault,
  readNotification,
} from "./read-notification.js";
