/**
 * The roles of admin keys and of their console sessions. Each role includes the roles after it:
 * - `owner`: everything;
 * - `operator`: everything except admin keys, other people's sessions and the keys of WeChat Pay;
 * - `read_only`: only calls that change nothing.
 */
export const ADMIN_ROLES = ["owner", "operator", "read_only"] as const;
export type AdminRole = (typeof ADMIN_ROLES)[number];

/** Whether a role includes the one that is needed. */
export const includesRole = (role: AdminRole, needed: AdminRole): boolean =>
  ADMIN_ROLES.indexOf(role) <= ADMIN_ROLES.indexOf(needed);

/**
 * The fewest characters of an admin key that an operator chooses, outside a sandbox. 20 random characters
 * have 119 bits or more, too many to guess.
 */
export const ADMIN_KEY_CHARACTERS_MIN = 20;
