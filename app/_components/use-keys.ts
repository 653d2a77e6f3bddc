"use client";
import { useEffect, useRef } from "react";

/** True while the person is writing: single letters are text then, not commands. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.getAttribute("role") === "combobox"
  );
}

const isOverlayOpen = () =>
  document.querySelector(
    '[role="dialog"][data-state="open"]:not([data-peek]), [role="menu"][data-state="open"]',
  ) !== null;

type KeyMap = Record<string, (event: KeyboardEvent) => void>;

/**
 * Page-wide keys. Names are those of KeyboardEvent.key, with "mod+" for Ctrl or Cmd and "g c" for a sequence.
 * Plain keys are ignored while typing and while a dialog is open; "mod+" keys always work.
 */
export function useKeys(keys: KeyMap): void {
  const latest = useRef(keys);
  latest.current = keys;
  const pending = useRef<{ key: string; at: number } | undefined>(undefined);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return;
      const isMod = event.ctrlKey || event.metaKey;
      const name = isMod ? `mod+${event.key.toLowerCase()}` : event.key;
      if (!isMod && (isTyping(event.target) || isOverlayOpen())) return;
      const before =
        pending.current && event.timeStamp - pending.current.at < 900 ? pending.current.key : undefined;
      pending.current = { key: name, at: event.timeStamp };
      const action = (before ? latest.current[`${before} ${name}`] : undefined) ?? latest.current[name];
      if (!action) return;
      event.preventDefault();
      action(event);
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
