"use client";
import { Eye, EyeOff, Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, type ReactNode, useState } from "react";
import { IconButton } from "../action/icon-button";
import { cn } from "../cn";
import { useFieldAttributes } from "./field";

interface InputProps extends ComponentProps<"input"> {
  /** Inside the box, before and after the text: a unit, an icon. */
  before?: ReactNode;
  after?: ReactNode;
}

export function Input({ className, before, after, ...rest }: InputProps) {
  const attributes = useFieldAttributes(rest);
  if (!before && !after) return <input {...rest} {...attributes} className={cn("control", className)} />;
  return (
    <div className={cn("relative flex items-center", className)}>
      {before ? (
        <span className="pointer-events-none absolute left-2.5 text-faint text-sm [&_svg]:size-4">
          {before}
        </span>
      ) : null}
      <input {...rest} {...attributes} className={cn("control", before && "pl-8", after && "pr-9")} />
      {after ? (
        <span className="absolute right-1.5 flex items-center text-faint text-sm">{after}</span>
      ) : null}
    </div>
  );
}

export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={3}
      {...rest}
      {...useFieldAttributes(rest)}
      className={cn("control field-sizing-content h-auto min-h-16 py-1.5", className)}
    />
  );
}

/** A password with a switch that shows it. */
export function PasswordInput(props: ComponentProps<"input">) {
  const t = useTranslations("ui");
  const [isShown, setShown] = useState(false);
  return (
    <Input
      {...props}
      type={isShown ? "text" : "password"}
      after={
        <IconButton
          size="sm"
          label={isShown ? t("hidePassword") : t("showPassword")}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? <EyeOff /> : <Eye />}
        </IconButton>
      }
    />
  );
}

interface SearchInputProps extends Omit<ComponentProps<"input">, "onChange" | "value"> {
  value: string;
  onChange(text: string): void;
}

export function SearchInput({ value, onChange, ...rest }: SearchInputProps) {
  const t = useTranslations("ui");
  return (
    <Input
      {...rest}
      type="text"
      role="searchbox"
      autoComplete="off"
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      before={<Search />}
      after={
        value ? (
          <IconButton size="sm" label={t("clear")} onClick={() => onChange("")}>
            <X />
          </IconButton>
        ) : undefined
      }
    />
  );
}
