"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type DragEvent, useState } from "react";
import { useFieldNames } from "@/app/_components/fields/field-names";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { cn } from "@/app/_ui/cn";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { toast } from "@/app/_ui/overlay/toast";
import type { FieldGroupView, FieldView } from "@/server/domain/fields";
import { type FieldObject, fieldPath } from "@/server/domain/fields/model";
import { movedTo, type Place, placesOf, stepped } from "./arrange";
import { FieldRow } from "./field-row";
import { GroupHead } from "./group-head";

interface Props {
  object: FieldObject;
  fields: readonly FieldView[];
  groups: readonly FieldGroupView[];
  search: string;
  canWrite: boolean;
  onClearSearch(): void;
}

/** Fields by their groups. Dragged by the grip, or moved with Alt and the arrows, or by each one's menu. */
export function FieldList({ object, fields, groups, search, canWrite, onClearSearch }: Props) {
  const t = useTranslations("fields.settings");
  const names = useFieldNames();
  const arranging = useArranging(object, fields, groups);
  const [dragged, setDragged] = useState<string>();
  const [over, setOver] = useState<string>();
  const [said, setSaid] = useState("");
  const byPath = new Map(fields.map((field) => [fieldPath(field), field]));
  const wanted = search.trim().toLowerCase();
  const isShown = (place: Place) => {
    const field = byPath.get(place.path);
    return field && (wanted === "" || `${names.field(field)} ${field.code}`.toLowerCase().includes(wanted));
  };
  const sections = [...groups, { code: "", name: "", isSystem: true }].map((group) => ({
    group,
    places: arranging.places.filter((place) => place.group === group.code),
  }));
  const groupCodes = sections.map(({ group }) => group.code);
  const move = (next: Place[], path: string) => {
    const field = byPath.get(path);
    const place = next.find((one) => one.path === path);
    if (field && place) {
      const own = next.filter((one) => one.group === place.group);
      const group = sections.find((one) => one.group.code === place.group)?.group;
      setSaid(
        t("moved", {
          name: names.field(field),
          place: own.indexOf(place) + 1,
          count: own.length,
          group: group ? names.group(group) : "",
        }),
      );
    }
    arranging.save(next);
  };
  const dropOn = (group: string, before?: string) => ({
    onDragOver: (event: DragEvent) => {
      if (!dragged) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(before ?? `group ${group}`);
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      event.stopPropagation();
      if (dragged) move(movedTo(arranging.places, dragged, group, before), dragged);
      setDragged(undefined);
      setOver(undefined);
    },
  });
  if (wanted !== "" && !arranging.places.some(isShown))
    return (
      <EmptyState
        isSmall
        title={t("nothing")}
        actions={<Button onClick={onClearSearch}>{t("showAll")}</Button>}
      />
    );
  return (
    <div className="flex flex-col gap-5">
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
      {sections.map(({ group, places }) => {
        const shown = places.filter(isShown);
        // "Other fields" is there only when something stands in it, or could be dropped there.
        if (shown.length === 0 && (wanted !== "" || (group.code === "" && !dragged))) return null;
        return (
          <section key={group.code || "none"} {...dropOn(group.code)}>
            <GroupHead
              object={object}
              group={group}
              groups={groups}
              canWrite={canWrite}
              count={places.length}
            />
            <ul className={cn("border-t", over === `group ${group.code}` && "border-accent")}>
              {shown.length === 0 ? <li className="py-3 text-faint text-sm">{t("emptyGroup")}</li> : null}
              {shown.map((place) => {
                const field = byPath.get(place.path);
                return field ? (
                  <FieldRow
                    key={place.path}
                    field={field}
                    groups={groups}
                    canWrite={canWrite}
                    isDragged={dragged === place.path}
                    isTarget={over === place.path}
                    onDrag={setDragged}
                    onStep={(step) =>
                      move(stepped(arranging.places, groupCodes, place.path, step), place.path)
                    }
                    onMoveTo={(code) => move(movedTo(arranging.places, place.path, code), place.path)}
                    drop={dropOn(group.code, place.path)}
                  />
                ) : null;
              })}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

/** The places as the person has just put them; saved at once, taken back when the server refuses. */
function useArranging(object: FieldObject, fields: readonly FieldView[], groups: readonly FieldGroupView[]) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState<Place[]>();
  const arrange = useMutation(
    trpc.fields.arrange.mutationOptions({
      onError: (error) => toast.failed(problemOf(error)?.message ?? error.message),
      onSettled: async () => {
        await queryClient.invalidateQueries(trpc.fields.pathFilter());
        setDraft(undefined);
      },
    }),
  );
  const codes = groups.map((group) => group.code);
  const places = draft ?? placesOf(fields, codes);
  return {
    // A field added meanwhile is not in the draft: the next answer brings it.
    places,
    save(next: Place[]) {
      setDraft(next);
      const sent = next.map(({ path, group }) => ({ path, group: group === "" ? null : group }));
      arrange.mutate({ object, fields: sent });
    },
  };
}
