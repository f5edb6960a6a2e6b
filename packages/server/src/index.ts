export { createDingdan, type Dingdan, type PlatformOptions, startPlatform } from "./platform.js";
export { SettingsError } from "./settings-error.js";
export { migrateDatabase } from "./storage/migrate-database.js";
