"use client";
import { createContext, type ReactNode, useContext, useId } from "react";
import { cn } from "../cn";

interface FieldContext {
  id: string;
  describedBy: string | undefined;
  isInvalid: boolean;
}
const Context = createContext<FieldContext | undefined>(undefined);

/** Attributes that tie a control to the label, help and error of the field around it. */
export function useFieldAttributes(own?: {
  id?: string | undefined;
  "aria-describedby"?: string | undefined;
}) {
  const field = useContext(Context);
  return {
    id: own?.id ?? field?.id,
    "aria-describedby": own?.["aria-describedby"] ?? field?.describedBy,
    "aria-invalid": field?.isInvalid || undefined,
  };
}

interface FieldProps {
  label: ReactNode;
  /** What the value does, in one sentence. */
  help?: ReactNode;
  /** What is wrong and what to do. */
  error?: string | undefined;
  /** Said after the label; requiredness is the default and is not marked. */
  optional?: string;
  /** To the right of the label: a help link, a counter. */
  aside?: ReactNode;
  /** Keeps the label for screen readers only. */
  isLabelHidden?: boolean;
  className?: string;
  children: ReactNode;
}

/** Label, control, help and error, tied together for eyes and for screen readers. */
export function Field({
  label,
  help,
  error,
  optional,
  aside,
  isLabelHidden,
  className,
  children,
}: FieldProps) {
  const id = useId();
  const helpId = `${id}-help`;
  const errorId = `${id}-error`;
  const described = [error ? errorId : undefined, help ? helpId : undefined].filter(Boolean).join(" ");
  return (
    <Context value={{ id, describedBy: described || undefined, isInvalid: Boolean(error) }}>
      <div className={cn("flex flex-col gap-1.5", className)}>
        <div className={cn("flex items-baseline justify-between gap-2", isLabelHidden && "sr-only")}>
          <label htmlFor={id} className="font-medium text-ink text-sm">
            {label}
            {optional ? <span className="ml-1.5 font-normal text-faint">{optional}</span> : null}
          </label>
          {aside}
        </div>
        {children}
        {error ? (
          <p id={errorId} role="alert" className="text-bad text-xs">
            {error}
          </p>
        ) : null}
        {help ? (
          <p id={helpId} className="text-pretty text-muted text-xs">
            {help}
          </p>
        ) : null}
      </div>
    </Context>
  );
}
