import { SHOPS_MAX, SHOPS_MIN } from "../seed/shops.js";
import { type AdminFlags, type AdminSettings, readAdmin } from "./admin.js";
import { readConcurrency } from "./concurrency.js";
import { type Environment, Reading } from "./reading.js";
import { SANDBOX_DAYS_MAX } from "./serve.js";

export const DEFAULT_SEED = 1;
export const DEFAULT_SEED_ORDERS = 2000;
export const DEFAULT_SEED_DAYS = 14;

export interface SeedFlags extends AdminFlags {
  readonly seed?: string;
  readonly orders?: string;
  readonly apps?: string;
  readonly days?: string;
  readonly images?: string;
  readonly concurrency?: string;
}

export interface SeedSettings {
  readonly admin: AdminSettings;
  readonly seed: number;
  readonly orders: number;
  readonly apps: number;
  /** How far the sandbox's clock is moved ahead. */
  readonly days: number;
  /** The folder for the pictures; null: none are written. */
  readonly imagesFolder: string | null;
  readonly concurrency: number;
}

export function seedSettings(flags: SeedFlags, environment: Environment): SeedSettings {
  const reading = new Reading(environment);
  const number = (name: keyof SeedFlags, minimum: number, maximum: number) =>
    reading.integer(flags[name], `--${name}`, null, minimum, maximum);
  const settings = {
    admin: readAdmin(reading, flags),
    seed: number("seed", 0, 999_999_999) ?? DEFAULT_SEED,
    // Fewer orders would not include every kind.
    orders: number("orders", 100, 100_000) ?? DEFAULT_SEED_ORDERS,
    apps: number("apps", SHOPS_MIN, SHOPS_MAX) ?? SHOPS_MIN,
    days: number("days", 2, SANDBOX_DAYS_MAX) ?? DEFAULT_SEED_DAYS,
    imagesFolder: reading.value(flags.images, "--images", null),
    concurrency: readConcurrency(reading, flags.concurrency),
  };
  reading.throwIfBad();
  return settings;
}
