"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { fieldSections } from "@/app/_components/fields/field-columns";
import { useFieldNames } from "@/app/_components/fields/field-names";
import { FieldValue } from "@/app/_components/fields/field-value";
import { useCustomFields } from "@/app/_components/fields/use-custom-fields";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { DescriptionList } from "@/app/_ui/display/description-list";
import { Stat } from "@/app/_ui/display/stat";
import { InlineEdit } from "@/app/_ui/input/inline-edit";
import { Section } from "@/app/_ui/layout/section";
import type { CustomerView } from "@/server/domain/customers";
import { CustomerMetrics } from "./customer-metrics";
import { Timeline } from "./timeline";

const edited = ["firstName", "middleName", "lastName", "city", "region", "country", "zip"] as const;
const codeOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The four numbers that matter, what is known and can be corrected in place, and what happened lately. */
export function Overview({ customer }: { customer: CustomerView }) {
  const t = useTranslations("customers.overview");
  const facts = useTranslations("customers.facts");
  const genders = useTranslations("customers.genders");
  const format = useFormat();
  const names = useFieldNames();
  const custom = useCustomFields("customer");
  const canWrite = useCan("customers:write");
  const save = useSave(customer);
  const { metrics } = customer;
  return (
    <>
      <div className="grid grid-cols-2 gap-x-6 gap-y-4 border-b pb-6 sm:grid-cols-4">
        <Stat label={facts("purchases")} value={format.number(metrics.purchases)} />
        <Stat label={facts("revenue")} value={format.moneyWhole(metrics.revenueMinor)} />
        <Stat
          label={facts("averageCheck")}
          value={
            metrics.purchases > 0
              ? format.moneyWhole(Math.round(metrics.revenueMinor / metrics.purchases))
              : "—"
          }
        />
        <Stat
          label={facts("lastPurchase")}
          value={metrics.lastPurchaseAt ? format.date(metrics.lastPurchaseAt) : "—"}
        />
      </div>
      <CustomerMetrics customerId={customer.id} />
      <Reachable customer={customer} />
      <Section title={facts("form")}>
        <DescriptionList
          items={[
            ...edited.map((name) => ({
              label: facts(name),
              value: (
                <InlineEdit
                  label={facts(name)}
                  value={customer[name] ?? ""}
                  isReadOnly={!canWrite}
                  onSave={(value) => save({ [name]: value }, { [codeOf(name)]: customer[name] })}
                />
              ),
            })),
            {
              label: facts("gender"),
              value: customer.gender ? genders(customer.gender as "male") : undefined,
            },
            {
              label: facts("birthOn"),
              value: customer.birthOn ? format.calendarDate(customer.birthOn) : undefined,
            },
            {
              label: facts("registered"),
              value: customer.registeredAt ? format.date(customer.registeredAt) : undefined,
            },
          ]}
        />
      </Section>
      {fieldSections(custom).map((section) => (
        <Section key={section.code} title={names.group(section)}>
          <DescriptionList
            items={section.fields.map((field) => ({
              label: field.name,
              value: (
                <FieldValue
                  field={field}
                  value={customer.attributes[field.code]}
                  items={custom.itemsOf(field)}
                />
              ),
            }))}
          />
        </Section>
      ))}
      <Section title={t("lately")}>
        <Timeline customerId={customer.id} isShort />
      </Section>
    </>
  );
}

/** Writes one field at once; a value that somebody changed meanwhile is a conflict, told in words. */
function useSave(customer: CustomerView) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const update = useMutation(trpc.customers.update.mutationOptions());
  return async (values: Record<string, string | null>, expected: Record<string, string | null>) => {
    try {
      await update.mutateAsync({ id: customer.id, values, expected });
    } catch (error) {
      throw new Error(problemOf(error)?.message ?? String(error));
    } finally {
      await queryClient.invalidateQueries(trpc.customers.pathFilter());
    }
  };
}

/** By which channel she can be reached now, and if not, why. */
function Reachable({ customer }: { customer: CustomerView }) {
  const t = useTranslations("customers.overview");
  const trpc = useTRPC();
  const { data } = useQuery(trpc.customers.subscriptions.queryOptions({ id: customer.id }));
  const state = (channel: string) =>
    data?.current.find((one) => one.channel === channel && one.category === "")?.state;
  const why = (value: string | null, code: number, channel: string) =>
    value === null
      ? "noAddress"
      : code >= 30
        ? "outOfUse"
        : state(channel) === "unsubscribed"
          ? "left"
          : "reachable";
  return (
    <Section title={t("reach")}>
      <DescriptionList
        items={[
          { label: t("email"), value: t(why(customer.email, customer.emailCode, "email")) },
          { label: t("phone"), value: t(why(customer.phone, customer.phoneCode, "sms")) },
        ]}
      />
    </Section>
  );
}
