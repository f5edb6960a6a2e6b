/** What is measured of every contestant, in the order of a visit: payments need what was uploaded. */
export const OPERATIONS = {
  upload2: "upload of an order with 2 items (1.5 KB)",
  latency1: "upload with 2 items, one connection",
  upload20: "upload of an order with 20 items (12 KB)",
  replace: "the same order again with a later upload_time",
  verify: "verify, half of the orders paid",
  payment: "payment notice, half before and half after the upload",
  list: "a buyer's list of 20 orders",
  mix: "60% upload, 15% payment, 15% verify, 5% replacement, 5% list",
  verifyUnderUploads: "verify on 4 connections while uploads run on 60",
  fairness: "a merchant on 6 connections beside another on 58",
} as const;

export type OperationName = keyof typeof OPERATIONS;

export const OPERATION_NAMES = Object.keys(OPERATIONS) as OperationName[];

/** Judged by how long an answer takes: one connection sends only as fast as it is answered. */
export const OF_LATENCY: readonly OperationName[] = ["latency1"];

/** Measured apart from the operations, of Dingdan alone. */
export const SECTION_NAMES = ["start", "grouping"] as const;
export type SectionName = (typeof SECTION_NAMES)[number];

/** A mock without a store can be asked only these. */
export const STATELESS: readonly OperationName[] = ["upload2", "latency1", "upload20", "verify"];

/** A floor has no state, but can be sent everything. */
export const OF_FLOOR: readonly OperationName[] = OPERATION_NAMES.filter(
  (name) => name !== "fairness" && name !== "verifyUnderUploads",
);
