/** One cause that was found in a call; its texts are in the catalogue under its id. */
export interface Diagnosis {
  readonly id: string;
  /** The field: `order_list[0].order_detail_jump_link.type`; empty for the call as a whole. */
  readonly path: string;
  /** What its texts name: `{ found: "mch_id", wanted: "mchid" }`. */
  readonly values: Readonly<Record<string, string>>;
}
