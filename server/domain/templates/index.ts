/**
 * Templates: the letters a project can send.
 *
 * A template is a layout of `emails/` with content in its fields (Liquid allowed in each). The draft is edited freely;
 * publishing makes an immutable version, whose markup is rendered by React once, with the Liquid intact. Sending
 * renders only the Liquid, per person, in threads that may be killed.
 *
 * Words: layout (the design), content (the fields), draft, version, context (what a letter can say about one person).
 *
 * A draft may be half-done: problems are reported on every save and forbid publishing only. Publishing the same draft
 * again makes no version. Archiving is refused while a running campaign sends the template. Versions are never changed
 * or deleted: the ledger names them.
 *
 * A render thread that is killed (clock or heap) costs the item it was on; the others of its batch are rendered again.
 */
export { ensureBuiltInTemplates } from "./built-in";
export * from "./commands";
export { compileLetter } from "./compile";
export {
  buildRenderContext,
  type CustomerFacts,
  type ProjectFacts,
  type RenderContext,
  type RenderFacts,
} from "./context";
export { type LetterLocale, letterLocales, type TemplateProblem } from "./model";
export * from "./queries";
export { type CompiledLetter, type RenderedMessage, type RenderItem, renderMessages } from "./render";
export { sampleSnapshot } from "./sample";
