import { createHash } from "node:crypto";
import type { Row } from "../rows/row.js";
import type { Table } from "./catalogue.js";

/** A text of a row that is the same on both engines. */
export function rowText({ columns }: Table, row: Row): string {
  return JSON.stringify(columns.map(({ name }) => row[name]));
}

/** The number of rows and the sum of their hashes. The order of the rows makes no difference. */
export interface RowSum {
  readonly rowCount: number;
  /** 32 hexadecimal digits. */
  readonly checksum: string;
}

/** Sums the hashes of rows. Unlike an exclusive or, a sum detects a duplicate row. */
export class RowChecksum {
  readonly #table: Table;
  #rowCount = 0;
  #high = 0n;
  #low = 0n;

  constructor(table: Table) {
    this.#table = table;
  }

  add(rows: readonly Row[]): void {
    for (const row of rows) {
      const hash = createHash("sha256").update(rowText(this.#table, row)).digest();
      this.#high += hash.readBigUInt64BE(0);
      this.#low += hash.readBigUInt64BE(8);
    }
    this.#rowCount += rows.length;
  }

  get sum(): RowSum {
    const hex = (half: bigint) => BigInt.asUintN(64, half).toString(16).padStart(16, "0");
    return { rowCount: this.#rowCount, checksum: hex(this.#high) + hex(this.#low) };
  }
}
