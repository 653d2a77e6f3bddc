import { Action } from "../blocks/action";
import { LetterDocument } from "../blocks/document";
import { Footer } from "../blocks/footer";
import { Header } from "../blocks/header";
import { Prose } from "../blocks/prose";
import { Band } from "../blocks/sheet";
import { Small } from "../blocks/type";
import type { LetterProps } from "./letter";

/** As one person writes to another: no pictures, no columns, a signature. */
export function PlainLetter({ content, locale }: LetterProps) {
  const { accent } = content;
  return (
    <LetterDocument lang={locale} title={content.subject} preheader={content.preheader} accent={accent}>
      <Header logoUrl={content.logoUrl} />
      <Band padding="36px 48px 0">
        <Prose text={content.heading} accent={accent} size={17} />
      </Band>
      <Band padding="17px 48px 0">
        <Prose text={content.body} accent={accent} size={17} />
      </Band>
      {content.buttonLabel && content.buttonUrl ? (
        <Band padding="28px 48px 0">
          <Action label={content.buttonLabel} url={content.buttonUrl} accent={accent} />
        </Band>
      ) : null}
      {content.signature ? (
        <Band padding="28px 48px 0">
          <Prose text={content.signature} accent={accent} size={17} />
        </Band>
      ) : null}
      <Band padding="24px 48px 44px">{content.note ? <Small>{content.note}</Small> : null}</Band>
      <Footer locale={locale} />
    </LetterDocument>
  );
}
