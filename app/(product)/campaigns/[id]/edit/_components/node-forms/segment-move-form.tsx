"use client";
import { ExternalLink } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Combobox } from "@/app/_ui/input/combobox";
import { Field } from "@/app/_ui/input/field";
import type { GraphFacts } from "@/server/domain/campaigns/nodes/kind";
import { segmentMoveSettings } from "@/server/domain/campaigns/nodes/segment-move/node";
import { MoveSettings } from "./move-settings";

interface Props {
  settings: Record<string, unknown>;
  facts: GraphFacts;
  onChange(change: Record<string, unknown>): void;
}

const defaults = segmentMoveSettings.parse({});

/** Whose comings or goings begin the chain. */
export function SegmentMoveForm({ settings, facts, onChange }: Props) {
  const t = useTranslations("chain-editor.moves");
  const values = { ...defaults, ...settings } as typeof defaults;
  const chosen = facts.segments.find((one) => one.id === values.segment);
  const kept = !chosen ? "segment" : chosen.kind === "list" ? "list" : chosen.isLive ? "live" : "idle";
  return (
    <>
      <Field label={t("segment.label")} help={t(`segment.help.${kept}`)}>
        <Combobox
          className="w-full"
          placeholder={t("segment.choose")}
          value={chosen && { value: chosen.id, label: chosen.name }}
          onChange={(option) => option && onChange({ segment: option.value })}
          options={facts.segments.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
      {chosen ? (
        <Link
          href={`/segments/${chosen.id}`}
          target="_blank"
          className="flex w-fit items-center gap-1.5 text-link text-sm"
        >
          {t("segment.open")}
          <ExternalLink aria-hidden="true" className="size-3.5" />
        </Link>
      ) : null}
      <MoveSettings of="segment" values={values} onChange={onChange} />
    </>
  );
}
