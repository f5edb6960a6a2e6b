/** The setting that counts the checks of whether the database can be written. */
export const WRITE_CHECKS = "write_checks";
