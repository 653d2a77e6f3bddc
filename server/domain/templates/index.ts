/**
 * Templates: the letters a project can send.
 *
 * A template is a layout of `emails/` with content in its fields (Liquid allowed in each). The draft is edited freely;
 * publishing makes an immutable version, whose markup is rendered by React once, with the Liquid intact. Sending
 * renders only the Liquid, per person, in threads that may be killed.
 *
 * Words: layout (the design), content (the fields), draft, version, context (what a letter can say about one person).
 */
export {
  buildRenderContext,
  type CustomerFacts,
  type ProjectFacts,
  type RenderContext,
  type RenderFacts,
} from "./context";
export { type LetterLocale, letterLocales } from "./model";
export { type CompiledLetter, type RenderedMessage, type RenderItem, renderMessages } from "./render";
