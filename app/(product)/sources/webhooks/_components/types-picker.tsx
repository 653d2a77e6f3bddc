"use client";
import { useTranslations } from "next-intl";
import { Checkbox } from "@/app/_ui/input/choice";
import { type WebhookGroup, type WebhookType, webhookGroups } from "@/server/domain/webhooks/model";

interface TypesPickerProps {
  value: readonly WebhookType[];
  onChange(value: WebhookType[]): void;
}

/** Events by group; a group's own box takes all of it. */
export function TypesPicker({ value, onChange }: TypesPickerProps) {
  const t = useTranslations("connections.webhooks");
  const chosen = new Set<WebhookType>(value);
  const set = (types: readonly WebhookType[], isOn: boolean) => {
    const next = new Set(chosen);
    for (const type of types) isOn ? next.add(type) : next.delete(type);
    onChange([...next]);
  };
  return (
    <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
      {(Object.keys(webhookGroups) as WebhookGroup[]).map((group) => {
        const types: readonly WebhookType[] = webhookGroups[group];
        const count = types.filter((type) => chosen.has(type)).length;
        return (
          <fieldset key={group} className="flex flex-col gap-1.5">
            <Checkbox
              checked={count === 0 ? false : count === types.length ? true : "indeterminate"}
              onChange={() => set(types, count < types.length)}
              label={<span className="font-medium">{t(`groups.${group}`)}</span>}
            />
            {types.length > 1
              ? types.map((type) => (
                  <Checkbox
                    key={type}
                    className="pl-6"
                    checked={chosen.has(type)}
                    onChange={(isOn) => set([type], isOn)}
                    label={<code className="text-xs">{type}</code>}
                  />
                ))
              : null}
          </fieldset>
        );
      })}
    </div>
  );
}
