import { useMemo } from "react";
import { useSearchParams } from "wouter";

/** Filters that are part of the page's address, so the address can be shared. */
export function useSearchState<const Name extends string>(
  names: readonly Name[],
): readonly [
  Readonly<Partial<Record<Name, string>>>,
  (changes: Partial<Record<Name, string | undefined>>) => void,
] {
  const [parameters, setParameters] = useSearchParams();
  const key = names.map((name) => parameters.get(name) ?? "").join("\n");
  const state = useMemo(() => {
    const values = key.split("\n");
    return Object.fromEntries(
      names.map((name, index) => [name, values[index]]).filter(([, value]) => value !== ""),
    ) as Partial<Record<Name, string>>;
  }, [key]);
  const change = (changes: Partial<Record<Name, string | undefined>>) => {
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changes) as [Name, string | undefined][]) {
          if (value === undefined || value === "") after.delete(name);
          else after.set(name, value);
        }
        return after;
      },
      { replace: true },
    );
  };
  return [state, change];
}
