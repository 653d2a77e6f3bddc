import { Link } from "react-email";
import { Action } from "../blocks/action";
import { LetterDocument } from "../blocks/document";
import { Prose } from "../blocks/prose";
import { Band } from "../blocks/sheet";
import { colours, fonts } from "../blocks/theme";
import { Display, Small } from "../blocks/type";

interface NoticeProps {
  lang: string;
  subject: string;
  heading: string;
  body: string;
  buttonLabel: string;
  url: string;
  note: string;
}

const accent = "#1f5c45";

/** A letter of Carillon itself to its own user: short, with the address also in plain sight for those who cannot click. */
export function Notice({ lang, subject, heading, body, buttonLabel, url, note }: NoticeProps) {
  return (
    <LetterDocument lang={lang} title={subject} preheader={body} accent={accent}>
      <Band padding="36px 48px 0">
        <span
          className="c-ink"
          style={{ fontFamily: fonts.display, fontSize: 22, fontWeight: 700, color: colours.ink }}
        >
          Carillon
        </span>
      </Band>
      <Band padding="40px 48px 0">
        <Display>{heading}</Display>
      </Band>
      <Band padding="18px 48px 28px">
        <Prose text={body} accent={accent} />
      </Band>
      <Band padding="0 48px 44px">
        <Action label={buttonLabel} url={url} accent={accent} />
        <div style={{ paddingTop: 22 }}>
          <Small>{note}</Small>
        </div>
        <div style={{ paddingTop: 12, wordBreak: "break-all" }}>
          <Link
            href={url}
            className="c-soft"
            style={{ fontSize: 13, lineHeight: "20px", color: colours.soft }}
          >
            {url}
          </Link>
        </div>
      </Band>
    </LetterDocument>
  );
}
