"use client";
import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Spinner } from "../action/button";
import { cn } from "../cn";

interface InlineEditProps {
  value: string;
  /** Resolves when saved; a rejection keeps what was typed and shows the message. */
  onSave(value: string): Promise<unknown>;
  label: string;
  isReadOnly?: boolean;
  className?: string;
}

/** A text that becomes a field when pressed: Enter saves, Esc gives up, leaving saves. */
export function InlineEdit({ value, onSave, label, isReadOnly, className }: InlineEditProps) {
  const t = useTranslations("ui");
  const [draft, setDraft] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const save = async () => {
    const next = draft?.trim();
    if (next === undefined || next === "" || next === value) return setDraft(undefined);
    setBusy(true);
    try {
      await onSave(next);
      setDraft(undefined);
      setError(undefined);
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown.message : t("error.title"));
    } finally {
      setBusy(false);
    }
  };
  if (isReadOnly) return <span className={className}>{value || "—"}</span>;
  if (draft === undefined)
    return (
      <button
        type="button"
        aria-label={`${t("edit")}: ${label}`}
        onClick={() => setDraft(value)}
        className={cn(
          // The padding hangs out on both sides, so that the text stays in line with what is around it.
          "group/edit -mx-1.5 inline-flex max-w-[calc(100%+0.75rem)] items-center gap-1.5 rounded-md px-1.5 text-left hover:bg-hover",
          className,
        )}
      >
        <span className="min-w-0 break-words">{value || <span className="text-faint">—</span>}</span>
        <Pencil className="size-3.5 shrink-0 text-faint opacity-0 group-hover/edit:opacity-100 group-focus-visible/edit:opacity-100" />
      </button>
    );
  return (
    <span className="inline-flex max-w-full items-center gap-2">
      <input
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to edit this text
        autoFocus
        aria-label={label}
        aria-invalid={error ? true : undefined}
        title={error}
        value={draft}
        disabled={isBusy}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={() => void save()}
        onKeyDown={(event) => {
          if (event.key === "Enter") void save();
          if (event.key === "Escape") {
            setDraft(undefined);
            setError(undefined);
          }
        }}
        className={cn(
          "field-sizing-content -mx-1.5 min-w-32 max-w-full rounded-md bg-sunken px-1.5 outline-none ring-1 ring-accent",
          error && "ring-bad",
          className,
        )}
      />
      {isBusy ? <Spinner className="text-faint" /> : null}
      {error ? <span className="text-bad text-xs">{error}</span> : null}
    </span>
  );
}
