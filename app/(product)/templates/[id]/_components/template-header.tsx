"use client";
import { Archive, ArchiveRestore, Copy, Ellipsis, History, Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCan } from "@/app/_components/use-can";
import { Button } from "@/app/_ui/action/button";
import { IconButton } from "@/app/_ui/action/icon-button";
import { StatusDot } from "@/app/_ui/display/badge";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/app/_ui/overlay/dropdown-menu";
import type { TemplateProblem } from "@/server/domain/templates/model";
import type { Reader } from "./letter-preview";
import { PublishButton } from "./publish-button";
import { TestSendDialog } from "./test-send-dialog";
import { useTemplateActions } from "./use-template-actions";
import type { Template, useTemplateDraft } from "./use-template-draft";
import { VersionsSheet } from "./versions-sheet";

interface TemplateHeaderProps {
  template: Template;
  editing: ReturnType<typeof useTemplateDraft>;
  problems: readonly TemplateProblem[];
  canWrite: boolean;
  /** Whose data a test letter is filled with. */
  reader: Reader | undefined;
  onRestart(): void;
}

export function TemplateHeader({
  template,
  editing,
  problems,
  canWrite,
  reader,
  onRestart,
}: TemplateHeaderProps) {
  const t = useTranslations("templates");
  const [isShowingVersions, setShowingVersions] = useState(false);
  const actions = useTemplateActions(template, editing.flush);
  const hasErrors = problems.some((problem) => problem.severity === "error") || editing.state === "invalid";
  const hasChanges =
    template.hasChanges || editing.revision !== template.revision || editing.state !== "saved";
  return (
    <>
      <PageHeader
        crumbs={[{ href: "/templates", label: t("title") }]}
        title={
          <NameInput
            name={editing.draft.name}
            isDisabled={!canWrite}
            onChange={(name) => editing.change({ name })}
          />
        }
        aside={<SaveNote template={template} editing={editing} onReload={onRestart} />}
        actions={
          <>
            <TemplateMenu actions={actions} canWrite={canWrite} onVersions={() => setShowingVersions(true)} />
            <TestSendButton template={template} reader={reader} />
            {template.archivedAt ? (
              <Button icon={<ArchiveRestore />} onClick={actions.restore}>
                {t("restore")}
              </Button>
            ) : null}
            {canWrite ? (
              <PublishButton template={template} actions={actions} disabled={hasErrors || !hasChanges} />
            ) : null}
          </>
        }
      />
      {isShowingVersions ? (
        <VersionsSheet
          template={template}
          flush={editing.flush}
          canWrite={canWrite}
          onClose={() => setShowingVersions(false)}
          onRestored={onRestart}
        />
      ) : null}
    </>
  );
}

/** For those who may send tests and see whose data fill them; there must be something published to send. */
function TestSendButton({ template, reader }: { template: Template; reader: Reader | undefined }) {
  const t = useTranslations("templates.test");
  const [isOpen, setOpen] = useState(false);
  const maySend = useCan("messages:send-test");
  const mayFill = useCan("customers:read");
  if (!maySend || !mayFill || template.currentVersion === null) return null;
  return (
    <>
      <Button icon={<Send />} onClick={() => setOpen(true)}>
        {t("open")}
      </Button>
      {isOpen ? <TestSendDialog template={template} reader={reader} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

interface TemplateMenuProps {
  actions: ReturnType<typeof useTemplateActions>;
  canWrite: boolean;
  onVersions(): void;
}

function TemplateMenu({ actions, canWrite, onVersions }: TemplateMenuProps) {
  const t = useTranslations("templates");
  return (
    <DropdownMenu
      trigger={
        <IconButton label={t("more")}>
          <Ellipsis />
        </IconButton>
      }
    >
      <MenuItem icon={<History />} onSelect={onVersions}>
        {t("versions.title")}
      </MenuItem>
      {canWrite ? (
        <MenuItem icon={<Copy />} onSelect={actions.duplicate}>
          {t("duplicate")}
        </MenuItem>
      ) : null}
      {canWrite ? (
        <>
          <MenuSeparator />
          <MenuItem icon={<Archive />} onSelect={actions.archive}>
            {t("archive")}
          </MenuItem>
        </>
      ) : null}
    </DropdownMenu>
  );
}

function NameInput({
  name,
  isDisabled,
  onChange,
}: {
  name: string;
  isDisabled: boolean;
  onChange(name: string): void;
}) {
  const t = useTranslations("templates");
  return (
    <input
      aria-label={t("columns.name")}
      value={name}
      maxLength={120}
      disabled={isDisabled}
      onChange={(event) => onChange(event.target.value)}
      className="-mx-1.5 field-sizing-content min-w-40 max-w-full rounded-sm bg-transparent px-1.5 font-semibold text-xl hover:bg-hover focus:bg-canvas disabled:hover:bg-transparent"
    />
  );
}

/** What people outside get, and whether the words here are safe. */
function SaveNote({
  template,
  editing,
  onReload,
}: {
  template: Template;
  editing: TemplateHeaderProps["editing"];
  onReload(): void;
}) {
  const t = useTranslations("templates");
  return (
    <>
      <StatusDot tone={template.currentVersion === null ? "neutral" : "ok"}>
        {template.currentVersion === null
          ? t("states.draft")
          : t("published", { version: template.currentVersion })}
      </StatusDot>
      <span
        aria-live="polite"
        className={editing.state === "failed" || editing.state === "conflict" ? "text-bad" : "text-faint"}
      >
        {t(`save.${editing.state}`)}
      </span>
      {editing.state === "conflict" ? (
        <Button size="sm" onClick={onReload}>
          {t("save.reload")}
        </Button>
      ) : null}
      {editing.state === "failed" ? (
        <Button size="sm" title={editing.problem} onClick={() => void editing.flush()}>
          {t("save.retry")}
        </Button>
      ) : null}
    </>
  );
}
