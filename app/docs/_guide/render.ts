import { Marked, type Token, type Tokens } from "marked";

export interface Heading {
  id: string;
  text: string;
  depth: number;
}
export interface Guide {
  title: string;
  /** The first paragraph, as plain text: what the list of guides says about it. */
  lead: string;
  headings: Heading[];
  html: string;
}

const plain = (tokens: Token[] | undefined): string =>
  (tokens ?? [])
    .map((token) =>
      "tokens" in token && token.tokens ? plain(token.tokens) : "text" in token ? token.text : "",
    )
    .join("");

/** `What counts as a purchase?` → `what-counts-as-a-purchase` */
export const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

/** What a renderer is told about headings: their ids in order, and which pictures there are. */
interface Surroundings {
  ids: readonly string[];
  pictures: ReadonlySet<string>;
}

/** Links and pictures point where GitHub finds them; here the same files have addresses of their own. */
export const addressOf = (href: string): string =>
  href
    .replace(/^(?:\.\.\/)+images\/(.+\.png)$/, "/docs/images/$1")
    .replace(/^(?:\.\/)?([a-z-]+)\.md(#.*)?$/, "/docs/$1$2");

function renderer({ ids, pictures }: Surroundings) {
  let passed = 0;
  return new Marked({
    gfm: true,
    renderer: {
      heading({ tokens, depth }: Tokens.Heading) {
        const id = ids[passed++] ?? "";
        return `<h${depth} id="${escapeHtml(id)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }: Tokens.Link) {
        return `<a href="${escapeHtml(addressOf(href))}">${this.parser.parseInline(tokens)}</a>`;
      },
      // A picture that has not been taken leaves no hole.
      image({ href, text }: Tokens.Image) {
        const name = href.split("/").pop() ?? "";
        if (!pictures.has(name)) return "";
        return `<img src="${escapeHtml(addressOf(href))}" alt="${escapeHtml(text)}" loading="lazy">`;
      },
      table({ header, rows }: Tokens.Table) {
        const cells = (tag: string, row: Tokens.TableCell[]) =>
          row.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join("");
        const body = rows.map((row) => `<tr>${cells("td", row)}</tr>`).join("\n");
        return `<div class="guide-table" tabindex="0" role="region"><table><thead><tr>${cells("th", header)}</tr></thead><tbody>${body}</tbody></table></div>\n`;
      },
      html: () => "",
    },
  });
}

/**
 * A guide as a page. Ids of headings are made of the English text in every language, so that a link to a paragraph
 * finds it whatever the reader speaks: `original` is the English guide where `markdown` is its translation.
 */
export function renderGuide(
  markdown: string,
  {
    original = markdown,
    pictures = new Set<string>(),
  }: { original?: string; pictures?: ReadonlySet<string> } = {},
): Guide {
  const lexer = new Marked({ gfm: true });
  const headingsOf = (text: string) =>
    lexer.lexer(text).filter((token): token is Tokens.Heading => token.type === "heading");
  const ids = headingsOf(original).map((heading) => slugOf(plain(heading.tokens)));
  const headings = headingsOf(markdown).map((heading, i) => ({
    id: ids[i] ?? slugOf(plain(heading.tokens)),
    text: plain(heading.tokens),
    depth: heading.depth,
  }));
  const paragraph = lexer
    .lexer(markdown)
    .find((token): token is Tokens.Paragraph => token.type === "paragraph");
  return {
    title: headings[0]?.text ?? "",
    lead: plain(paragraph?.tokens).replace(/\s+/g, " "),
    headings,
    html: renderer({ ids: headings.map(({ id }) => id), pictures }).parse(markdown, { async: false }),
  };
}
