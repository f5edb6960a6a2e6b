import { createHash } from "node:crypto";
import type { Row } from "../rows/row.js";
import type { Table } from "./catalogue.js";

/** A row as a text that is the same whichever engine it was read from. */
export function rowText({ columns }: Table, row: Row): string {
  return JSON.stringify(columns.map(({ name }) => row[name]));
}

/** How many rows, and the sum of their hashes: the same in whatever order the rows come. */
export interface RowSum {
  readonly rowCount: number;
  /** 32 hexadecimal digits. */
  readonly checksum: string;
}

/** Sums rows up. A sum, unlike an exclusive or, notices a row that stands there twice. */
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
