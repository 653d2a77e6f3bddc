"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { Switch } from "@/app/_ui/input/choice";
import { Section } from "@/app/_ui/layout/section";
import { toast } from "@/app/_ui/overlay/toast";

/** What she agreed to, channel by channel and category by category, and the proof of how it came to be. */
export function ConsentMatrix({ customerId }: { customerId: number }) {
  const t = useTranslations("customers.consent");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const canWrite = useCan("customers:write");
  const query = useQuery(trpc.customers.subscriptions.queryOptions({ id: customerId }));
  const set = useMutation(
    trpc.customers.setSubscription.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.customers.pathFilter()),
      onError: (error) => toast.failed(t("failed"), { description: problemOf(error)?.message ?? "" }),
    }),
  );
  if (query.isError)
    return (
      <ErrorState isSmall message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />
    );
  if (!query.data) return <SkeletonText lines={6} />;
  const { current, categories } = query.data;
  const rows = [{ code: "", name: t("wholeChannel") }, ...categories];
  const stateOf = (category: string) =>
    current.find((one) => one.channel === "email" && one.category === category)?.state;
  return (
    <Section title={t("email")} description={t("text")}>
      <ul className="divide-y border-y">
        {rows.map((row) => (
          <li key={row.code} className="py-2.5">
            <Switch
              checked={stateOf(row.code) !== "unsubscribed"}
              disabled={!canWrite || set.isPending}
              onChange={(isOn) =>
                set.mutate({
                  customerId,
                  channel: "email",
                  category: row.code,
                  state: isOn ? "subscribed" : "unsubscribed",
                })
              }
              label={row.name}
              help={t(`states.${(stateOf(row.code) ?? "unknown") as "unknown"}`)}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}
