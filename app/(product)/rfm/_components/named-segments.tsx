"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { IconButton } from "@/app/_ui/action/icon-button";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { Section } from "@/app/_ui/layout/section";
import { Dialog } from "@/app/_ui/overlay/dialog";
import type { RfmModelView } from "@/server/domain/rfm";
import type { SegmentCode } from "@/server/domain/rfm/model";
import { newSegmentPath } from "../../segments/search-params";
import { type Run, ruleOfRfm, useRfmWords } from "./rfm-words";

/** Eleven names for the cells: how many, what share, what they brought; each opens as a segment. */
export function NamedSegments({ model, run }: { model: RfmModelView; run: Run }) {
  const t = useTranslations("rfm");
  const format = useFormat();
  const words = useRfmWords(model);
  const canWrite = useCan("segments:write");
  const [renamed, setRenamed] = useState<SegmentCode>();
  const money = run.segments.reduce((sum, one) => sum + one.monetaryMinor, 0);
  return (
    <Section title={t("named.title")} description={t("named.text")}>
      <table className="w-full text-sm">
        <thead>
          <tr className="border-b text-muted text-xs">
            <th scope="col" className="py-1.5 text-left font-normal">
              {t("named.name")}
            </th>
            <th scope="col" className="py-1.5 text-right font-normal">
              {t("measures.customers")}
            </th>
            <th scope="col" className="py-1.5 text-right font-normal">
              {t("measures.monetaryMinor")}
            </th>
            <th className="w-8" />
          </tr>
        </thead>
        <tbody>
          {run.segments.map(({ code, customers, monetaryMinor }) => (
            <tr key={code} className="group border-b last:border-0">
              <th scope="row" className="max-w-0 py-1.5 pr-2 text-left font-normal">
                <Link
                  href={newSegmentPath(ruleOfRfm(model, { segments: [code] }), words.segment(code))}
                  title={t("makeSegment")}
                  className="quiet-link block truncate"
                >
                  {words.segment(code)}
                </Link>
                <span className="mt-1 block h-1 overflow-hidden rounded-full bg-sunken">
                  <span
                    className="block h-full rounded-full bg-accent/70"
                    style={{ width: `${(customers / Math.max(1, run.customers)) * 100}%` }}
                  />
                </span>
              </th>
              <td className="figures w-24 py-1.5 text-right">
                {format.number(customers)}
                <span className="block text-faint text-xs">
                  {format.percent(customers / Math.max(1, run.customers))}
                </span>
              </td>
              <td className="figures w-28 py-1.5 text-right">
                {format.moneyCompact(monetaryMinor)}
                <span className="block text-faint text-xs">
                  {format.percent(money > 0 ? monetaryMinor / money : 0)}
                </span>
              </td>
              <td className="py-1.5 text-right">
                {canWrite ? (
                  <IconButton
                    size="sm"
                    label={t("named.rename", { name: words.segment(code) })}
                    onClick={() => setRenamed(code)}
                  >
                    <Pencil />
                  </IconButton>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {renamed ? <RenameDialog model={model} code={renamed} onClose={() => setRenamed(undefined)} /> : null}
    </Section>
  );
}

function RenameDialog({ model, code, onClose }: { model: RfmModelView; code: SegmentCode; onClose(): void }) {
  const t = useTranslations("rfm");
  const own = useTranslations("rules.rfmSegments");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [name, setName] = useState(model.segmentNames[code] ?? "");
  const save = useMutation(
    trpc.rfm.updateModel.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.rfm.pathFilter());
        onClose();
      },
    }),
  );
  const submit = () =>
    save.mutate({ id: model.id, segmentNames: { ...model.segmentNames, [code]: name.trim() } });
  return (
    <Dialog
      isOpen
      size="sm"
      onOpenChange={onClose}
      title={t("named.rename", { name: own(code) })}
      footer={
        <Button variant="primary" isBusy={save.isPending} onClick={submit}>
          {t("save")}
        </Button>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field
          label={t("named.name")}
          help={t("named.renameHelp")}
          error={fieldProblem(save.error, `segmentNames.${code}`) ?? problemOf(save.error)?.message}
        >
          <Input
            value={name}
            maxLength={60}
            placeholder={own(code)}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
