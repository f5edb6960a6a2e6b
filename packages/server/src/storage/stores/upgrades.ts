import type { Engine } from "../statements/engine.js";
import type { UpgradeStore } from "../upgrade-store.js";
import { removeNullNames } from "./null-names.js";
import { renewSummaries } from "./outdated-summaries.js";

export const upgradeStore = (engine: Engine): UpgradeStore => ({
  removeNullNames: (limit) => removeNullNames(engine, limit),
  renewSummaries: (limit) => renewSummaries(engine, limit),
});
