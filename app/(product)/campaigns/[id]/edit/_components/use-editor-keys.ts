"use client";
import { useEffect, useRef } from "react";

interface EditorKeys {
  isActive: boolean;
  undo(): void;
  redo(): void;
  remove(): void;
  copy(): void;
  cut(): void;
  paste(): void;
  selectAll(): void;
  save(): void;
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest("input, textarea, select, [role=dialog], [role=listbox], [role=menu]") !== null);

/** Keys of the canvas. They belong to fields while one is typed in. */
export function useEditorKeys(keys: EditorKeys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const action = actionOf(event, current.current);
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

function actionOf(event: KeyboardEvent, keys: EditorKeys): (() => void) | undefined {
  if (!keys.isActive) return undefined;
  const isCommand = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (isCommand && key === "s") return keys.save;
  if (isTyping(event.target)) return undefined;
  if (!isCommand) return key === "delete" || key === "backspace" ? keys.remove : undefined;
  if (key === "z") return event.shiftKey ? keys.redo : keys.undo;
  if (key === "y") return keys.redo;
  // With text selected, Ctrl+C means that text.
  if (key === "c") return window.getSelection()?.toString() ? undefined : keys.copy;
  if (key === "x") return keys.cut;
  if (key === "v") return keys.paste;
  return key === "a" ? keys.selectAll : undefined;
}
