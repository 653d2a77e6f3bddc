import { Action } from "../blocks/action";
import { LetterDocument } from "../blocks/document";
import { Footer } from "../blocks/footer";
import { Goods } from "../blocks/goods";
import { Header } from "../blocks/header";
import { Prose } from "../blocks/prose";
import { Band } from "../blocks/sheet";
import { Summary } from "../blocks/summary";
import { Display, Eyebrow, Small } from "../blocks/type";
import type { LetterProps } from "./letter";

/** A quiet reminder: the goods do the talking. */
export function CartReminder({ content, locale }: LetterProps) {
  const { accent } = content;
  return (
    <LetterDocument lang={locale} title={content.subject} preheader={content.preheader} accent={accent}>
      <Header logoUrl={content.logoUrl} />
      <Band padding="44px 48px 0">
        {content.eyebrow ? (
          <Eyebrow colour={accent} className="c-accent">
            {content.eyebrow}
          </Eyebrow>
        ) : null}
        <Display>{content.heading}</Display>
      </Band>
      {content.body ? (
        <Band padding="18px 48px 0">
          <Prose text={content.body} accent={accent} />
        </Band>
      ) : null}
      <Band padding="20px 48px 0">
        <Goods
          limit={content.itemLimit}
          showImages={content.showImages}
          showPrices={content.showPrices}
          accent={accent}
          locale={locale}
        />
        {content.showPrices ? <Summary locale={locale} /> : null}
      </Band>
      <Band padding="32px 48px 52px">
        <Action label={content.buttonLabel} url={content.buttonUrl} accent={accent} />
        {content.note ? (
          <div style={{ paddingTop: 18 }}>
            <Small>{content.note}</Small>
          </div>
        ) : null}
      </Band>
      <Footer locale={locale} />
    </LetterDocument>
  );
}
