"use client";
import { useRef } from "react";
import { Field } from "@/app/_ui/input/field";
import { Input, Textarea } from "@/app/_ui/input/input";
import { type ContentFieldName, contentFields } from "@/emails/content";
import { VariableMenu } from "./variable-menu";

interface TextControlProps {
  name: ContentFieldName;
  label: string;
  help: string | undefined;
  optional: string | undefined;
  value: string;
  onChange(text: string): void;
  error: string | undefined;
  values: Readonly<Record<string, string>>;
}

/** A line or a text that may hold variables; the inserter writes where the cursor stands. */
export function TextControl({
  name,
  label,
  help,
  optional,
  value,
  onChange,
  error,
  values,
}: TextControlProps) {
  const box = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const { kind, takesVariables } = contentFields[name];
  const insert = (snippet: string) => {
    const from = box.current?.selectionStart ?? value.length;
    const to = box.current?.selectionEnd ?? from;
    onChange(value.slice(0, from) + snippet + value.slice(to));
    // After the menu has closed and given its focus back.
    setTimeout(() => {
      box.current?.focus();
      box.current?.setSelectionRange(from + snippet.length, from + snippet.length);
    }, 60);
  };
  const shared = { value, name, spellCheck: kind !== "url" };
  return (
    <Field
      label={label}
      help={help}
      error={error}
      {...(optional ? { optional } : {})}
      aside={
        takesVariables ? (
          <VariableMenu onInsert={insert} values={values} isLink={kind === "url"} />
        ) : undefined
      }
    >
      {kind === "text" ? (
        <Textarea
          {...shared}
          ref={box}
          rows={name === "body" ? 6 : 2}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <Input {...shared} ref={box} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
}
