/**
 * The fewest characters of an admin key that an operator chooses, outside a sandbox. 20 random characters
 * have 119 bits or more, too many to guess.
 */
export const ADMIN_KEY_CHARACTERS_MIN = 20;
