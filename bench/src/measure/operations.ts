/**
 * The measured operations, in the order of a visit: payments need the earlier uploads, and a reader of the
 * feed makes the server place events for a day, also while later operations are measured.
 */
export const OPERATIONS = {
  upload2: "upload of an order with 2 items (1.5 KB)",
  latency1: "upload with 2 items, one connection",
  upload20: "upload of an order with 20 items (12 KB)",
  replace: "the same order again with a later upload_time",
  verify: "verify, half of the orders paid",
  payment: "payment notice, half before and half after the upload",
  tradeUpload: "upload of shipping information, one parcel of a paid order",
  list: "a buyer's list of 20 orders",
  mix: "60% upload, 15% payment, 15% verify, 5% replacement, 5% list",
  verifyUnderUploads: "verify on 4 connections while uploads run on 60",
  fairness: "a merchant on 6 connections beside another on 58",
  uploadWithReader: "upload with 2 items while a client reads the feed of events",
  uploadWithEndpoint: "upload with 2 items while a webhook endpoint gets the events",
} as const;

export type OperationName = keyof typeof OPERATIONS;

export const OPERATION_NAMES = Object.keys(OPERATIONS) as OperationName[];

/** Operations compared by latency: one connection sends only as fast as the server answers. */
export const OF_LATENCY: readonly OperationName[] = ["latency1"];

/** Sections measured separately from the operations, only for Dingdan. */
export const SECTION_NAMES = ["start", "grouping"] as const;
export type SectionName = (typeof SECTION_NAMES)[number];

/** The operations that a mock without a store can answer. */
export const STATELESS: readonly OperationName[] = ["upload2", "latency1", "upload20", "verify"];

/** The operations with a consumer of events. */
export const OF_EVENTS: readonly OperationName[] = ["uploadWithReader", "uploadWithEndpoint"];

/** The operations that the other stacks do not have. */
export const OF_DINGDAN: readonly OperationName[] = ["tradeUpload", ...OF_EVENTS];

/** The operations of a floor, which has no state but answers any request. */
export const OF_FLOOR: readonly OperationName[] = OPERATION_NAMES.filter(
  (name) => name !== "fairness" && name !== "verifyUnderUploads" && !OF_EVENTS.includes(name),
);
