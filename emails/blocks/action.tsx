import { Button } from "react-email";
import { fonts, onAccent } from "./theme";

interface ActionProps {
  label: string;
  url: string;
  accent: string;
  /** On a band of the accent colour the button is white. */
  isInverted?: boolean;
}

/** The one thing to do. Absent when it has no words or goes nowhere. */
export function Action({ label, url, accent, isInverted = false }: ActionProps) {
  if (!label.trim() || !url.trim()) return null;
  return (
    <Button
      href={url}
      style={{
        backgroundColor: isInverted ? "#ffffff" : accent,
        color: isInverted ? accent : onAccent(accent),
        fontFamily: fonts.text,
        fontSize: 16,
        lineHeight: "20px",
        fontWeight: 600,
        padding: "16px 32px",
        borderRadius: 4,
        textDecoration: "none",
        textAlign: "center",
      }}
    >
      {label}
    </Button>
  );
}
