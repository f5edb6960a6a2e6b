/** One account as it is guessed from one network. */
export interface GuessPlace {
  /** What the credential opens, as a name: `operator`, `app:wx…`. */
  readonly account: string;
  /** An address or a network, as a text. */
  readonly network: string;
}

/** A wrong credential. */
export interface WrongGuess {
  readonly account: string;
  /** The network that is counted: usually `ofNetwork`, or a wider one that contains it. */
  readonly network: string;
  /** The network that sent it. */
  readonly ofNetwork: string;
  readonly nowMs: number;
}

/** The wrong credentials at one place, as the processes on one database count them together. */
export interface GuessCount {
  /** At least 1: it includes the one that was counted now. */
  readonly wrongCount: number;
  /** When the count starts again from 0. */
  readonly endsAtMs: number;
  /** True when `ofNetwork` presented the right credential of the account within 30 days. */
  readonly isKnown: boolean;
}

/** For how long wrong credentials at one place are counted, from the first of them. */
export const GUESS_WINDOW_MS = 60_000;

/** For how long a network is remembered that presented the right credential. */
export const KNOWN_MS = 30 * 24 * 3_600_000;

/** How many networks are remembered for one account: the newest. */
export const KNOWN_OF_ACCOUNT_MAX = 1_000;

/** A network's success is written once in this time; writing it again earlier changes nothing. */
export const KNOWN_AGAIN_MS = 24 * 3_600_000;

/**
 * Wrong guesses, and the networks that have guessed right. Both may be lost when the machine fails: they
 * protect, and no answer depends on their being durable.
 */
export interface GuessStore {
  countWrong(guess: WrongGuess): Promise<GuessCount>;
  /** True when a network presented the right credential of an account within 30 days. */
  isKnown(place: GuessPlace, nowMs: number): Promise<boolean>;
  /** Remembers that a network presented the right credential of an account. */
  remember(place: GuessPlace, nowMs: number): Promise<void>;
  /** Deletes the counts that have ended, and the networks that are remembered no longer. */
  sweep(nowMs: number): Promise<number>;
}
