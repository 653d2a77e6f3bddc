"use client";
import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/action/button";
import { IconButton } from "@/app/_ui/action/icon-button";
import { Input, Textarea } from "@/app/_ui/input/input";
import { contentFields, type LetterContent } from "@/emails/content";

type Points = LetterContent["points"];
interface PointsControlProps {
  points: Points;
  onChange(points: Points): void;
  label: string;
}

export function PointsControl({ points, onChange, label }: PointsControlProps) {
  const t = useTranslations("templates");
  const change = (at: number, changes: Partial<Points[number]>) =>
    onChange(points.map((point, index) => (index === at ? { ...point, ...changes } : point)));
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1.5 font-medium text-sm">{label}</legend>
      {points.map((point, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: points have no identity but their place
        <div key={index} className="flex gap-2">
          <span className="figures w-4 pt-1.5 text-faint text-sm">{index + 1}</span>
          <div className="flex min-w-0 flex-1 flex-col gap-1.5">
            <Input
              aria-label={t("points.title", { number: index + 1 })}
              placeholder={t("points.titleHint")}
              value={point.title}
              onChange={(event) => change(index, { title: event.target.value })}
            />
            <Textarea
              rows={2}
              aria-label={t("points.text", { number: index + 1 })}
              value={point.text}
              onChange={(event) => change(index, { text: event.target.value })}
            />
          </div>
          <IconButton
            label={t("points.remove", { number: index + 1 })}
            onClick={() => onChange(points.filter((_, at) => at !== index))}
          >
            <X />
          </IconButton>
        </div>
      ))}
      {points.length < contentFields.points.max ? (
        <Button
          size="sm"
          variant="ghost"
          icon={<Plus />}
          className="self-start"
          onClick={() => onChange([...points, { title: "", text: "" }])}
        >
          {t("points.add")}
        </Button>
      ) : null}
    </fieldset>
  );
}
