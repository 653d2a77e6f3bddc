"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/action/button";
import { Checkbox } from "@/app/_ui/input/choice";

interface ScopeGroup {
  area: string;
  scopes: { scope: string; verb: string }[];
}

/** `customers:read`, `customers:write` … by what they are about, in the order in which they come. */
function groupsOf(scopes: readonly string[]): ScopeGroup[] {
  const groups = new Map<string, ScopeGroup>();
  for (const scope of scopes) {
    const [area = scope, verb = ""] = scope.split(":");
    const group = groups.get(area) ?? { area, scopes: [] };
    group.scopes.push({ scope, verb });
    groups.set(area, group);
  }
  return [...groups.values()];
}

/** One line an area, one box a right. A key should get no more than it needs, so nothing is chosen to begin with. */
export function ScopePicker({
  scopes,
  chosen,
  onChange,
}: {
  scopes: readonly string[];
  chosen: ReadonlySet<string>;
  onChange(chosen: ReadonlySet<string>): void;
}) {
  const t = useTranslations("settings.keys");
  const set = (changed: readonly string[], isOn: boolean) => {
    const next = new Set(chosen);
    for (const scope of changed) {
      if (isOn) next.add(scope);
      else next.delete(scope);
    }
    onChange(next);
  };
  const areaName = (area: string) => (t.has(`areas.${area}`) ? t(`areas.${area}`) : area);
  const verbName = (verb: string) => (t.has(`verbs.${verb}`) ? t(`verbs.${verb}`) : verb);
  return (
    <fieldset className="min-w-0">
      <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1">
        <legend className="contents">
          <span className="font-medium text-sm">{t("scopes")}</span>
        </legend>
        <span className="figures text-muted text-sm">{t("scopeCount", { count: chosen.size })}</span>
        <span className="ml-auto flex gap-1">
          <Button
            size="sm"
            variant="ghost"
            onClick={() => onChange(new Set(scopes.filter((scope) => scope.endsWith(":read"))))}
          >
            {t("allReading")}
          </Button>
          <Button size="sm" variant="ghost" onClick={() => onChange(new Set(scopes))}>
            {t("all")}
          </Button>
          <Button size="sm" variant="ghost" disabled={chosen.size === 0} onClick={() => onChange(new Set())}>
            {t("none")}
          </Button>
        </span>
      </div>
      <div className="max-h-72 overflow-y-auto rounded-lg border">
        {groupsOf(scopes).map((group) => {
          const own = group.scopes.map((one) => one.scope);
          const held = own.filter((scope) => chosen.has(scope)).length;
          return (
            <div
              key={group.area}
              className="grid gap-x-4 gap-y-1.5 border-b px-3 py-2 last:border-b-0 sm:grid-cols-[11rem_1fr]"
            >
              <Checkbox
                checked={held === own.length ? true : held > 0 ? "indeterminate" : false}
                onChange={(isOn) => set(own, isOn)}
                label={<span className="font-medium">{areaName(group.area)}</span>}
              />
              <div className="flex flex-wrap gap-x-4 gap-y-1.5 pl-6 sm:pl-0">
                {group.scopes.map(({ scope, verb }) => (
                  <Checkbox
                    key={scope}
                    checked={chosen.has(scope)}
                    onChange={(isOn) => set([scope], isOn)}
                    label={<span title={scope}>{verbName(verb)}</span>}
                  />
                ))}
              </div>
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}
