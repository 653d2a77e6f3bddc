import { Img, Link } from "react-email";
import { Band } from "./sheet";
import { colours, fonts } from "./theme";

interface HeaderProps {
  logoUrl: string;
  align?: "left" | "center";
}

/** Who writes: a logo whose alternative text looks like the wordmark, or the wordmark itself. */
export function Header({ logoUrl, align = "left" }: HeaderProps) {
  const wordmark = {
    fontFamily: fonts.display,
    fontSize: 22,
    lineHeight: "28px",
    fontWeight: 700,
    letterSpacing: "-0.01em",
    color: colours.ink,
    textDecoration: "none",
  };
  return (
    <Band padding="36px 48px 0" align={align}>
      <Link href="{{ company.url }}" className="c-ink" style={wordmark}>
        {logoUrl ? (
          <Img
            src={logoUrl}
            alt="{{ company.name }}"
            height={32}
            className="c-ink"
            style={{ ...wordmark, display: "inline-block", height: 32 }}
          />
        ) : (
          "{{ company.name }}"
        )}
      </Link>
    </Band>
  );
}
