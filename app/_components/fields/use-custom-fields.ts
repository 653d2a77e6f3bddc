"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "@/app/_trpc/client";
import type { FieldDef, FieldObject } from "@/server/domain/fields/model";

export interface FieldItem {
  code: string;
  name: string;
  isActive: boolean;
}
export interface CustomFields {
  /** In the order people gave them, without hidden ones. */
  shown: readonly FieldDef[];
  /** Also the hidden ones: what a rule or a list may name. */
  all: readonly FieldDef[];
  groups: readonly { code: string; name: string; isSystem: boolean }[];
  itemsOf(field: Pick<FieldDef, "dictionaryCode">): readonly FieldItem[];
  isPending: boolean;
}
const none: readonly never[] = [];

/** The custom fields of an object with the items of their dictionaries; one query for the whole page. */
export function useCustomFields(object: FieldObject): CustomFields {
  const trpc = useTRPC();
  const { data, isPending } = useQuery({
    ...trpc.fields.custom.queryOptions({ object }),
    staleTime: 60_000,
  });
  return useMemo(
    () => ({
      shown: (data?.fields ?? none).filter((field) => !field.isHidden),
      all: data?.fields ?? none,
      groups: data?.groups ?? none,
      itemsOf: (field) => data?.dictionaries[field.dictionaryCode ?? ""] ?? none,
      isPending,
    }),
    [data, isPending],
  );
}
