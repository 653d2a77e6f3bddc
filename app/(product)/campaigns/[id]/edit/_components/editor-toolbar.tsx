"use client";
import { Network, Redo2, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/app/_ui/action/button";
import { IconButton } from "@/app/_ui/action/icon-button";
import { cn } from "@/app/_ui/cn";
import type { Draft } from "../_state/use-draft";

interface ToolbarProps {
  draft: Draft;
  onTidy(): void;
  isReadOnly: boolean;
  problems: ReactNode;
}

/** Floats over the canvas: undo, order, what is wrong, and whether everything is saved. */
export function EditorToolbar({ draft, onTidy, isReadOnly, problems }: ToolbarProps) {
  const t = useTranslations("chain-editor");
  return (
    <div className="absolute top-3 left-3 z-10 flex items-center gap-1 rounded-lg bg-raised p-1 shadow-float">
      {isReadOnly ? (
        <span className="px-2 text-muted text-sm">{t("readOnly")}</span>
      ) : (
        <>
          <IconButton label={t("undo")} keys="mod+z" disabled={!draft.canUndo} onClick={draft.undo}>
            <Undo2 />
          </IconButton>
          <IconButton label={t("redo")} keys="mod+shift+z" disabled={!draft.canRedo} onClick={draft.redo}>
            <Redo2 />
          </IconButton>
          <IconButton label={t("tidy")} onClick={onTidy}>
            <Network />
          </IconButton>
        </>
      )}
      {problems}
      {isReadOnly ? null : (
        <span
          role="status"
          className={cn(
            "px-2 text-xs",
            draft.save === "stale" || draft.save === "failed" ? "text-bad" : "text-faint",
          )}
        >
          {t(`save.${draft.save}`)}
        </span>
      )}
      {draft.save === "stale" ? (
        <Button size="sm" variant="secondary" onClick={() => window.location.reload()}>
          {t("reload")}
        </Button>
      ) : null}
    </div>
  );
}
