/** How long a replaced key or secret stays valid, in seconds. */
export const OVERLAP_SECONDS_MAX = 30 * 86_400;
export const DEFAULT_OVERLAP_SECONDS = 86_400;
