/** The name of the key file in the folder that `notify keys --out` names. */
export const TEST_KEYS_FILE = "wechatpay-test-keys.json";

/** The key file of `notify check` when none is given. */
export const DEFAULT_KEYS_FILE = `./${TEST_KEYS_FILE}`;

/** The merchant number of test keys: one of WeChat Pay's own examples. */
export const TEST_MCHID = "1900000109";

/** Which of the two test keys signs; the other one is for the case of a key change. */
export const SIGNERS = ["public-key", "certificate"] as const;
export type Signer = (typeof SIGNERS)[number];
