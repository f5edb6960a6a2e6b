/** Whether a value has objects or lists that are nested deeper than this. */
export function isDeeperThan(value: unknown, depthMax: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  const members = Object.values(value);
  if (depthMax === 0) return members.length > 0;
  return members.some((member) => isDeeperThan(member, depthMax - 1));
}
