"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useDeferredValue, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Avatar } from "@/app/_ui/display/avatar";
import { Combobox } from "@/app/_ui/input/combobox";
import { customerHint, customerName, type NamedCustomer } from "./customer-name";

interface CustomerPickerProps {
  value: NamedCustomer | undefined;
  onChange(customer: NamedCustomer | undefined): void;
  /** Only people a letter can reach: for previews and tests. */
  hasEmail?: boolean;
  isClearable?: boolean;
  label?: string;
  className?: string;
}

/** One person, found by the beginning of a name, an address, a phone or a number. */
export function CustomerPicker({
  value,
  onChange,
  hasEmail,
  isClearable,
  label,
  className,
}: CustomerPickerProps) {
  const t = useTranslations("shared.customerPicker");
  const trpc = useTRPC();
  const [text, setText] = useState<string>();
  const search = useDeferredValue(text);
  const { data, isFetching } = useQuery({
    ...trpc.customers.list.queryOptions({
      ...(search ? { search } : {}),
      ...(hasEmail ? { hasEmail } : {}),
      sort: "seen",
      limit: 20,
    }),
    enabled: search !== undefined,
    placeholderData: keepPreviousData,
  });
  const people: readonly NamedCustomer[] = data?.items ?? [];
  const optionOf = (customer: NamedCustomer) => ({
    value: String(customer.id),
    label: customerName(customer),
    hint: customerHint(customer),
    icon: <Avatar size="sm" name={customerName(customer)} />,
  });
  return (
    <Combobox
      value={value ? optionOf(value) : undefined}
      onChange={(option) => onChange(people.find((customer) => String(customer.id) === option?.value))}
      options={people.map(optionOf)}
      onSearch={setText}
      isLoading={isFetching}
      isClearable={isClearable ?? false}
      placeholder={t("placeholder")}
      searchPlaceholder={t("search")}
      {...(label ? { label } : {})}
      {...(className ? { className } : {})}
    />
  );
}
