import { useSyncExternalStore } from "react";

const query = () => window.matchMedia("(max-width: 600px)");

/** True on a screen that is too narrow for tables. */
export const useNarrow = (): boolean =>
  useSyncExternalStore(
    (onChange) => {
      const list = query();
      list.addEventListener("change", onChange);
      return () => list.removeEventListener("change", onChange);
    },
    () => query().matches,
  );
