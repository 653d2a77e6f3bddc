import { Fragment, type ReactNode } from "react";
import { Link, Text } from "react-email";
import { colours } from "./theme";

interface ProseProps {
  text: string;
  accent: string;
  size?: number;
  colour?: string;
  className?: string;
  align?: "left" | "center";
}

/** Paragraphs of plain writing: a blank line parts them, `**bold**` and `[words](address)` are the only marks. */
export function Prose({
  text,
  accent,
  size = 16,
  colour = colours.ink,
  className = "c-ink",
  align = "left",
}: ProseProps) {
  const paragraphs = text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean);
  return paragraphs.map((paragraph, index) => (
    <Text
      key={paragraph}
      className={className}
      style={{
        margin: index === 0 ? 0 : "16px 0 0",
        fontSize: size,
        lineHeight: `${Math.round(size * 1.6)}px`,
        color: colour,
        textAlign: align,
      }}
    >
      {withMarks(paragraph, accent)}
    </Text>
  ));
}

const marks = /\*\*([^*]+)\*\*|\[([^\]]+)\]\(((?:https?:\/\/|mailto:|tel:)[^\s)]+|\{\{[^}]+\}\})\)|\n/g;

function withMarks(paragraph: string, accent: string): ReactNode[] {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const match of paragraph.matchAll(marks)) {
    const [whole, bold, label, address] = match;
    parts.push(paragraph.slice(from, match.index));
    from = match.index + whole.length;
    const key = match.index;
    if (bold) parts.push(<strong key={key}>{bold}</strong>);
    else if (label && address)
      parts.push(
        <Link
          key={key}
          href={address}
          className="c-accent"
          style={{ color: accent, textDecoration: "underline" }}
        >
          {label}
        </Link>,
      );
    else parts.push(<br key={key} />);
  }
  parts.push(paragraph.slice(from));
  return [<Fragment key="text">{parts}</Fragment>];
}
