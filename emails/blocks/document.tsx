import type { ReactNode } from "react";
import { Body, Container, Head, Html, Preview } from "react-email";
import { colours, fonts, letterStyles } from "./theme";

interface LetterDocumentProps {
  lang: string;
  title: string;
  preheader: string;
  accent: string;
  children: ReactNode;
}

/** The sheet on which a letter lies: 600 px wide, light or dark as the reader's device is. */
export function LetterDocument({ lang, title, preheader, accent, children }: LetterDocumentProps) {
  return (
    <Html lang={lang} dir="ltr">
      <Head>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
        <title>{title}</title>
        <style>{letterStyles(accent)}</style>
      </Head>
      <Body
        className="c-page"
        style={{ margin: 0, padding: 0, backgroundColor: colours.page, fontFamily: fonts.text }}
      >
        {preheader ? <Preview>{preheader}</Preview> : null}
        <Container style={{ width: "100%", maxWidth: 600, margin: "0 auto" }}>{children}</Container>
      </Body>
    </Html>
  );
}
