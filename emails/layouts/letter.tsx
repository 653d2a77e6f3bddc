import type { ReactElement } from "react";
import type { LetterContent } from "../content";
import type { LayoutCode, LetterLocale } from "../layouts";
import { CartLastCall } from "./cart-last-call";
import { CartReminder } from "./cart-reminder";
import { PlainLetter } from "./plain-letter";
import { Welcome } from "./welcome";

export interface LetterProps {
  content: LetterContent;
  locale: LetterLocale;
}

const components: Record<LayoutCode, (props: LetterProps) => ReactElement> = {
  "cart-reminder": CartReminder,
  "cart-last-call": CartLastCall,
  welcome: Welcome,
  "plain-letter": PlainLetter,
};

export function Letter({ layout, ...props }: LetterProps & { layout: LayoutCode }) {
  const Layout = components[layout];
  return <Layout {...props} />;
}
