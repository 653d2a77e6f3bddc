import { Link, Text } from "react-email";
import type { LetterLocale } from "../layouts";
import { fixedWords } from "../words";
import { Band } from "./sheet";
import { colours } from "./theme";

const small = { margin: 0, fontSize: 13, lineHeight: "20px", color: colours.soft };
const link = { color: colours.soft, textDecoration: "underline" };

/** Who we are, why this came, and the way out: the law asks for each of them. */
export function Footer({ locale }: { locale: LetterLocale }) {
  const words = fixedWords[locale];
  return (
    <Band padding="28px 48px 48px" background={colours.page} className="c-page">
      <Text className="c-soft" style={small}>
        {
          "{{ company.name }}{% if company.postal_address != blank %} · {{ company.postal_address }}{% endif %}"
        }
      </Text>
      <Text className="c-soft" style={{ ...small, margin: "6px 0 0" }}>
        {words.why}
      </Text>
      <Text className="c-soft" style={{ ...small, margin: "14px 0 0" }}>
        <Link href="{{ links.unsubscribe }}" className="c-soft" style={link}>
          {words.unsubscribe}
        </Link>
        {" · "}
        <Link href="{{ links.preferences }}" className="c-soft" style={link}>
          {words.preferences}
        </Link>
        {" · "}
        <Link href="{{ links.web_version }}" className="c-soft" style={link}>
          {words.webVersion}
        </Link>
      </Text>
    </Band>
  );
}
