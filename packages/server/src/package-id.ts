import { randomInt } from "node:crypto";

/**
 * The id of a new package: `ZY` and 19 random digits. The first is 2 or more, so that none is the id
 * of an order's own package, which has the digits of an order made here (those begin with the time).
 */
export const newPackageId = () => `ZY${randomInt(2, 10)}${nineDigits()}${nineDigits()}`;

const nineDigits = () => String(randomInt(1_000_000_000)).padStart(9, "0");
