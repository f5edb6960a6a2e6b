import {
  CONSOLE_OPERATIONS,
  CONSOLE_PREFIX,
  type ConsoleSessionRepresentation as Session,
} from "@dingdan/contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Flex, Spin } from "antd";
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from "react";
import { call } from "../http/call.js";
import { ProblemError } from "../http/problem.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { readStored, writeStored } from "../preferences/stored.js";
import { SessionContext } from "./session.js";

// A form is large, and users who are signed in need none.
const SignIn = lazy(async () => ({ default: (await import("./sign-in.js")).SignIn }));

/** Shows the console to a signed-in user and the sign-in page to others. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  // Scripts cannot read the session cookie; this stores whether one may exist.
  const [isKnown, setKnown] = useState(() => readStored("signed-in", ["yes"]) === "yes");
  const [isEnded, setEnded] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const {
    data: session,
    error,
    refetch,
  } = useQuery<Session, ProblemError>({
    queryKey: ["session"],
    queryFn: ({ signal }) => call(CONSOLE_OPERATIONS.getSession, { signal }, CONSOLE_PREFIX),
    enabled: isKnown,
    staleTime: Number.POSITIVE_INFINITY,
  });

  // Any call may find that the session has expired.
  useEffect(() =>
    client.getQueryCache().subscribe(({ query }) => {
      const fault = query.state.error;
      if (fault instanceof ProblemError && fault.status === 401) leave(true);
    }),
  );

  function leave(isExpired: boolean) {
    writeStored("signed-in", null);
    setEnded(isExpired);
    setKnown(false);
    setLeaving(false);
    client.clear();
  }

  const signedIn = useMemo(
    () =>
      session && {
        session,
        ownAppid: session.appid,
        signOut: () => {
          setLeaving(true);
          void call(CONSOLE_OPERATIONS.signOut, {}, CONSOLE_PREFIX).finally(() => leave(false));
        },
      },
    [session],
  );

  if (!isKnown) {
    return (
      <Suspense>
        <SignIn
          isEnded={isEnded}
          onSignedIn={(opened) => {
            client.setQueryData(["session"], opened);
            writeStored("signed-in", "yes");
            setKnown(true);
          }}
        />
      </Suspense>
    );
  }
  // The page goes first: what it asks for, or follows, while the session ends would be refused.
  if (signedIn && !isLeaving) {
    return <SessionContext value={signedIn}>{children}</SessionContext>;
  }
  return (
    <Flex justify="center" align="center" className="whole">
      {error === null ? (
        <Spin size="large" />
      ) : (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      )}
    </Flex>
  );
}
