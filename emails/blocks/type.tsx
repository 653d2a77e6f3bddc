import type { ReactNode } from "react";
import { Heading, Text } from "react-email";
import { colours, fonts } from "./theme";

interface WordsProps {
  children: ReactNode;
  colour?: string;
  className?: string;
  align?: "left" | "center";
}

export function Display({ children, colour = colours.ink, className = "c-ink", align = "left" }: WordsProps) {
  return (
    <Heading
      as="h1"
      className={`m-display ${className}`}
      style={{
        margin: 0,
        fontFamily: fonts.display,
        fontSize: 38,
        lineHeight: "44px",
        fontWeight: 400,
        letterSpacing: "-0.01em",
        color: colour,
        textAlign: align,
      }}
    >
      {children}
    </Heading>
  );
}

export function Eyebrow({
  children,
  colour = colours.soft,
  className = "c-soft",
  align = "left",
}: WordsProps) {
  return (
    <Text
      className={className}
      style={{
        margin: "0 0 14px",
        fontSize: 12,
        lineHeight: "16px",
        fontWeight: 600,
        letterSpacing: "0.12em",
        textTransform: "uppercase",
        color: colour,
        textAlign: align,
      }}
    >
      {children}
    </Text>
  );
}

export function Small({ children, colour = colours.soft, className = "c-soft", align = "left" }: WordsProps) {
  return (
    <Text
      className={className}
      style={{ margin: 0, fontSize: 14, lineHeight: "21px", color: colour, textAlign: align }}
    >
      {children}
    </Text>
  );
}
