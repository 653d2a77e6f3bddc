"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { asText } from "@/app/_components/fields/field-value";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { Skeleton } from "@/app/_ui/display/skeleton";
import { Sheet } from "@/app/_ui/overlay/sheet";
import type { FieldView } from "@/server/domain/fields";

/** Values that did not fit the field when it was described, each with why and whose it is. */
export function LeftoversSheet({ field, onClose }: { field: FieldView; onClose(): void }) {
  const t = useTranslations("fields.settings.leftoverList");
  const format = useFormat();
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.fields.leftovers.queryOptions({ object: field.object, code: field.code, limit: 200 }),
  );
  return (
    <Sheet isOpen onOpenChange={onClose} title={t("title", { name: field.name })}>
      <div className="flex flex-col gap-4 p-4 text-sm">
        <p className="text-pretty text-muted">{t("text")}</p>
        {data ? (
          <ul className="border-t">
            {data.items.map((item) => (
              <li key={item.recordKey} className="flex flex-col gap-0.5 border-b py-2">
                <span className="flex items-baseline justify-between gap-3">
                  <code className="min-w-0 truncate">{asText(item.value)}</code>
                  {item.customerId ? (
                    <Link
                      className="figures shrink-0 text-accent hover:underline"
                      href={`/customers/${item.customerId}`}
                    >
                      {`cus_${item.customerId}`}
                    </Link>
                  ) : (
                    <span className="figures shrink-0 text-faint">{item.recordKey}</span>
                  )}
                </span>
                <span className="text-muted text-xs">{item.problem}</span>
              </li>
            ))}
          </ul>
        ) : (
          <Skeleton className="h-40" />
        )}
        {data && data.total > data.items.length ? (
          <p className="text-faint text-xs">
            {t("shown", { shown: format.number(data.items.length), total: format.number(data.total) })}
          </p>
        ) : null}
      </div>
    </Sheet>
  );
}
