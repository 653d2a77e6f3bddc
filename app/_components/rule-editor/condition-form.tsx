"use client";
import { useTranslations } from "next-intl";
import type { Condition } from "@/server/domain/segments/rule";
import { AttributeForm } from "./attribute-form";
import { CartForm, ViewedForm } from "./forms/behaviour-forms";
import { CommunicationForm, MessageForm, ParticipationForm } from "./forms/communication-forms";
import { EventForm } from "./forms/event-form";
import { MetricForm } from "./forms/metric-form";
import { ContactForm, SegmentForm, SubscriptionForm, TagForm } from "./forms/person-forms";
import { PurchasesForm } from "./forms/purchases-form";
import { RfmForm } from "./forms/rfm-form";
import { RfmMovedForm } from "./forms/rfm-moved-form";
import { RegionForm } from "./region-form";
import type { RuleContext } from "./rule-editor";

interface Props {
  condition: Condition;
  onChange(condition: Condition): void;
  context: RuleContext;
}

/** The controls of one condition, in the order of its sentence. */
export function ConditionForm({ condition, ...rest }: Props) {
  switch (condition.kind) {
    case "purchases":
      return <PurchasesForm condition={condition} {...rest} />;
    case "event":
      return <EventForm condition={condition} {...rest} />;
    case "attribute":
      return <AttributeForm condition={condition} onChange={rest.onChange} />;
    case "cart":
      return <CartForm condition={condition} {...rest} />;
    case "viewed":
      return <ViewedForm condition={condition} {...rest} />;
    case "message":
      return <MessageForm condition={condition} {...rest} />;
    case "communication":
      return <CommunicationForm condition={condition} {...rest} />;
    case "participation":
      return <ParticipationForm condition={condition} {...rest} />;
    case "contact":
      return <ContactForm condition={condition} {...rest} />;
    case "subscription":
      return <SubscriptionForm condition={condition} {...rest} />;
    case "tag":
      return <TagForm condition={condition} {...rest} />;
    case "rfm":
      return <RfmForm condition={condition} {...rest} />;
    case "rfm_moved":
      return <RfmMovedForm condition={condition} onChange={rest.onChange} />;
    case "metric":
      return <MetricForm condition={condition} onChange={rest.onChange} />;
    case "segment":
      return <SegmentForm condition={condition} {...rest} />;
    case "reachable":
      return <ReachableForm />;
    case "region":
      return <RegionForm condition={condition} onChange={rest.onChange} />;
  }
}

function ReachableForm() {
  const t = useTranslations("rule-editor.conditions");
  return <p className="text-sm">{t("hints.reachable")}</p>;
}
