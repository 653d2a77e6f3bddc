"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { NamedCustomer } from "@/app/_components/customer-name";
import { CustomerPicker } from "@/app/_components/customer-picker";
import { useTRPC } from "@/app/_trpc/client";

interface WhyPickerProps {
  customerId: number | undefined;
  onChoose(customerId: number | undefined): void;
}

/** The customer asked about; one who came by the address is looked up for her name. */
export function WhyPicker({ customerId, onChoose }: WhyPickerProps) {
  const trpc = useTRPC();
  const [chosen, setChosen] = useState<NamedCustomer>();
  const isKnown = chosen?.id === customerId;
  const asked = useQuery({
    ...trpc.customers.get.queryOptions({ id: customerId ?? 1 }),
    enabled: customerId !== undefined && !isKnown,
  });
  const found = isKnown ? chosen : asked.data;
  return (
    <CustomerPicker
      isClearable
      className="min-w-0 flex-1"
      value={customerId === undefined ? undefined : { ...found, id: customerId }}
      onChange={(customer) => {
        setChosen(customer);
        onChoose(customer?.id);
      }}
    />
  );
}
