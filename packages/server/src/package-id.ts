import { randomInt } from "node:crypto";

/**
 * The id of a new package: `ZY` and 19 random digits. The first digit is 2 or more, so the id never
 * equals that of an order's own package, which has the digits of an order id (those begin with the time).
 */
export const newPackageId = () => `ZY${randomInt(2, 10)}${nineDigits()}${nineDigits()}`;

const nineDigits = () => String(randomInt(1_000_000_000)).padStart(9, "0");
