export { type ApiClient, authorizationOf, type SignedRequest } from "./authorization.js";
export { type DownloadedCertificate, readCertificates } from "./certificates.js";
export { ANSWER_TIMEOUT_MS, isAccepted, RETRY_PAUSES_S } from "./expected-reply.js";
export { KeyError, type PlatformKey, parsePlatformKey, parsePrivateKey } from "./keys.js";
export {
  makeNotification,
  type NotificationContent,
  type SentNotification,
  type SigningKey,
  SUMMARIES,
  signBody,
} from "./make-notification.js";
export { noticeMchid } from "./notice-mchid.js";
export {
  type EventType,
  type Notification,
  type NotificationFault,
  type NotificationKeys,
  type NotificationOutcome,
  readNotification,
} from "./read-notification.js";
export {
  type EncryptedResource,
  isApiV3Key,
  openResource,
  type ResourceParts,
  sealResource,
} from "./resource.js";
export { isSigned, PROBE_PREFIX, sign } from "./signature.js";
export {
  type HeaderValues,
  headerFault,
  isProbe,
  MAX_AGE_MS,
  normalSerial,
  SIGNATURE_TYPE,
  type SignatureFault,
  type SignatureHeaders,
  signatureFault,
} from "./signature-headers.js";
