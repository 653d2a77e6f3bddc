"use client";
import { useQuery } from "@tanstack/react-query";
import { Dices, Ellipsis, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { HelpLink } from "@/app/_components/help-link";
import { asGroup } from "@/app/_components/rule-editor/rule-editor";
import { useCan } from "@/app/_components/use-can";
import { useSearch } from "@/app/_components/use-search";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { IconButton } from "@/app/_ui/action/icon-button";
import { Badge } from "@/app/_ui/display/badge";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { Section } from "@/app/_ui/layout/section";
import { Tabs } from "@/app/_ui/layout/tabs";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/app/_ui/overlay/dropdown-menu";
import type { Group } from "@/server/domain/segments/rule";
import { useLeaveGuard } from "../../_builder/use-leave-guard";
import { DeleteSegmentDialog } from "../../_components/delete-segment-dialog";
import { NameDialog } from "../../_components/name-dialog";
import { SampleDialog } from "../../_components/sample-dialog";
import { kindOf } from "../../_components/segments-columns";
import { UsedBy } from "../../_components/used-by";
import { segmentSearch, segmentTabs } from "../../search-params";
import { DefinitionTab } from "./definition-tab";
import { MembersTable } from "./members-table";
import { MovesTab } from "./moves-tab";
import { OverviewTab } from "./overview/overview-tab";
import { VersionsList } from "./versions-list";

export function SegmentPage({ id }: { id: string }) {
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.segments.get.queryOptions({ id }));
  if (error) return <ErrorState message={problemOf(error)?.message} onRetry={() => void refetch()} />;
  if (!data)
    return (
      <div className="p-6">
        <SkeletonText lines={6} />
      </div>
    );
  return <Loaded segment={data} />;
}

export type OneSegment = NonNullable<ReturnType<typeof useSegment>>;
/** The segment of a page, for its type. */
export function useSegment(id: string) {
  const trpc = useTRPC();
  return useQuery(trpc.segments.get.queryOptions({ id })).data;
}

function Loaded({ segment }: { segment: OneSegment }) {
  const t = useTranslations("segments");
  const canWrite = useCan("segments:write");
  const [{ tab: wanted }, setSearch] = useSearch(segmentSearch);
  const [opened, setOpened] = useState<"name" | "sample" | "delete">();
  const stored = useMemo(() => asGroup(segment.definition ?? undefined), [segment.definition]);
  const [draft, setDraft] = useState<Group>();
  const isDirty = draft !== undefined && JSON.stringify(draft) !== JSON.stringify(stored);
  const guard = useLeaveGuard(isDirty);
  const isDynamic = segment.kind === "dynamic";
  const tabs = segmentTabs.filter((one) => isDynamic || (one !== "definition" && one !== "versions"));
  const tab = tabs.includes(wanted) ? wanted : "overview";
  const usedBy = (
    <Section title={t("usedIn.title")}>
      <UsedBy places={segment.usedBy} />
    </Section>
  );
  const menu = canWrite ? (
    <DropdownMenu
      trigger={
        <IconButton label={t("actionsOf", { name: segment.name })}>
          <Ellipsis />
        </IconButton>
      }
    >
      <MenuItem onSelect={() => setOpened("name")}>{t("rename")}</MenuItem>
      <MenuItem icon={<Dices />} onSelect={() => setOpened("sample")}>
        {t("sample.draw")}
      </MenuItem>
      <MenuSeparator />
      <MenuItem isDangerous icon={<Trash2 />} onSelect={() => setOpened("delete")}>
        {t("delete")}
      </MenuItem>
    </DropdownMenu>
  ) : null;
  const header = {
    crumbs: [{ label: t("title"), href: "/segments" }],
    title: segment.name,
    description: segment.description || undefined,
    tabs: (
      <Tabs
        label={t("tabs.label")}
        value={tab}
        onChange={(next) => setSearch({ tab: next, kind: "all" }, { isStep: true })}
        tabs={tabs.map((value) => ({ value, label: t(`tabs.${value}`) }))}
      />
    ),
  };
  return (
    <>
      {tab === "definition" ? (
        <DefinitionTab
          segment={segment}
          header={header}
          rule={draft ?? stored}
          isDirty={isDirty}
          setDraft={setDraft}
          menu={menu}
          aside={usedBy}
        />
      ) : (
        <>
          <PageHeader
            {...header}
            aside={
              <>
                <Badge>{t(`kinds.${kindOf(segment)}`)}</Badge>
                {segment.isLive ? <Badge tone="ok">{t("isLive")}</Badge> : null}
                {isDirty ? <Badge tone="warn">{t("unsaved")}</Badge> : null}
                <HelpLink topic="segments" about={t("title")} />
              </>
            }
            actions={menu}
          />
          {tab === "overview" ? <OverviewTab segment={segment} aside={usedBy} /> : null}
          {tab === "people" ? <MembersTable segment={segment} /> : null}
          {tab === "moves" ? <MovesTab segment={segment} /> : null}
          {tab === "versions" ? <VersionsList segment={segment} /> : null}
        </>
      )}
      {opened === "name" ? <NameDialog segment={segment} onClose={() => setOpened(undefined)} /> : null}
      {opened === "sample" ? <SampleDialog of={segment.id} onClose={() => setOpened(undefined)} /> : null}
      {opened === "delete" ? (
        <DeleteSegmentDialog
          segment={segment}
          onClose={() => setOpened(undefined)}
          onDeleted={() => guard.leave("/segments")}
        />
      ) : null}
      {guard.dialog}
    </>
  );
}
