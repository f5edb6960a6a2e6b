import type { ConsoleSessionRepresentation } from "@dingdan/contract";
import { createContext, use } from "react";

export interface SignedIn {
  readonly session: ConsoleSessionRepresentation;
  /** The merchant's own app; null for the operator, who sees all. */
  readonly ownAppid: string | null;
  readonly signOut: () => void;
}

export const SessionContext = createContext<SignedIn | null>(null);

/** The signed-in user. */
export function useSession(): SignedIn {
  const signedIn = use(SessionContext);
  if (signedIn === null) throw new Error("useSession is for components inside SessionGate");
  return signedIn;
}
