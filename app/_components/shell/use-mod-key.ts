"use client";
import { useSyncExternalStore } from "react";

const never = () => () => {};

/** How this keyboard calls the command key. */
export const useModKey = (): string =>
  useSyncExternalStore(
    never,
    () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl"),
    () => "Ctrl",
  );
