export { type LetterLocale, letterLocales } from "@/emails/layouts";
