import { Action } from "../blocks/action";
import { LetterDocument } from "../blocks/document";
import { Footer } from "../blocks/footer";
import { Goods } from "../blocks/goods";
import { Header } from "../blocks/header";
import { Prose } from "../blocks/prose";
import { Band } from "../blocks/sheet";
import { Summary } from "../blocks/summary";
import { onAccent } from "../blocks/theme";
import { Display, Eyebrow, Small } from "../blocks/type";
import type { LetterProps } from "./letter";

/** Said once, clearly: a band of colour with the message and the button, the goods below it as a receipt. */
export function CartLastCall({ content, locale }: LetterProps) {
  const { accent } = content;
  const words = onAccent(accent);
  return (
    <LetterDocument lang={locale} title={content.subject} preheader={content.preheader} accent={accent}>
      <Header logoUrl={content.logoUrl} align="center" />
      <Band padding="32px 0 0">{""}</Band>
      <Band padding="52px 56px 56px" background={accent} className="c-band" align="center">
        {content.eyebrow ? (
          <Eyebrow colour={words} className="c-on-accent" align="center">
            {content.eyebrow}
          </Eyebrow>
        ) : null}
        <Display colour={words} className="c-on-accent" align="center">
          {content.heading}
        </Display>
        {content.body ? (
          <div style={{ padding: "18px 0 30px" }}>
            <Prose text={content.body} accent={words} colour={words} className="c-on-accent" align="center" />
          </div>
        ) : (
          <div style={{ height: 28 }} />
        )}
        <Action label={content.buttonLabel} url={content.buttonUrl} accent={accent} isInverted />
      </Band>
      <Band padding="24px 48px 0">
        <Goods
          limit={content.itemLimit}
          showImages={content.showImages}
          showPrices={content.showPrices}
          accent={accent}
          locale={locale}
        />
        {content.showPrices ? <Summary locale={locale} /> : null}
      </Band>
      <Band padding="28px 48px 48px">{content.note ? <Small>{content.note}</Small> : null}</Band>
      <Footer locale={locale} />
    </LetterDocument>
  );
}
