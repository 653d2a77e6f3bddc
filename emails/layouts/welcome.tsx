import { Img } from "react-email";
import { Action } from "../blocks/action";
import { LetterDocument } from "../blocks/document";
import { Footer } from "../blocks/footer";
import { Header } from "../blocks/header";
import { Points } from "../blocks/points";
import { Prose } from "../blocks/prose";
import { Band } from "../blocks/sheet";
import { fonts } from "../blocks/theme";
import { Display, Eyebrow, Small } from "../blocks/type";
import type { LetterProps } from "./letter";

/** A first handshake: who we are in a sentence, what to expect in a few, one door to go through. */
export function Welcome({ content, locale }: LetterProps) {
  const { accent } = content;
  return (
    <LetterDocument lang={locale} title={content.subject} preheader={content.preheader} accent={accent}>
      <Header logoUrl={content.logoUrl} />
      {content.heroUrl ? (
        <Band padding="32px 0 0" style={{ fontFamily: fonts.display, fontSize: 18, color: accent }}>
          <Img
            src={content.heroUrl}
            alt={content.heroAlt}
            width={600}
            className="m-full c-accent"
            style={{ display: "block", width: "100%", height: "auto" }}
          />
        </Band>
      ) : null}
      <Band padding="44px 48px 0">
        {content.eyebrow ? (
          <Eyebrow colour={accent} className="c-accent">
            {content.eyebrow}
          </Eyebrow>
        ) : null}
        <Display>{content.heading}</Display>
      </Band>
      <Band padding="18px 48px 0">
        <Prose text={content.body} accent={accent} size={17} />
      </Band>
      {content.points.length > 0 ? (
        <Band padding="28px 48px 0">
          <Points points={content.points} accent={accent} />
        </Band>
      ) : null}
      <Band padding="36px 48px 52px">
        <Action label={content.buttonLabel} url={content.buttonUrl} accent={accent} />
        {content.note ? (
          <div style={{ paddingTop: 18 }}>
            <Small>{content.note}</Small>
          </div>
        ) : null}
        {content.signature ? (
          <div style={{ paddingTop: 32 }}>
            <Prose text={content.signature} accent={accent} />
          </div>
        ) : null}
      </Band>
      <Footer locale={locale} />
    </LetterDocument>
  );
}
