import { Img, Link } from "react-email";
import type { LetterLocale } from "../layouts";
import { fixedWords } from "../words";
import { colours, fonts } from "./theme";

interface GoodsProps {
  limit: number;
  showImages: boolean;
  showPrices: boolean;
  accent: string;
  locale: LetterLocale;
}

const cell = {
  padding: "20px 0",
  verticalAlign: "top" as const,
  borderBottom: `1px solid ${colours.hairline}`,
};

/**
 * The goods of the cart: one table per line, because that is what Outlook cannot break. Goods without a page of their own lead to
 * the cart.
 */
export function Goods({ limit, showImages, showPrices, accent, locale }: GoodsProps) {
  const rest = `cart.items.size | minus: ${limit}`;
  return (
    <>
      {`{% for item in cart.items limit: ${limit} %}`}
      <table role="presentation" width="100%" cellPadding={0} cellSpacing={0} border={0}>
        <tbody>
          <tr>
            {showImages ? (
              <td className="c-line m-tile-cell" width={116} style={{ ...cell, width: 116 }}>
                <Tile accent={accent} />
              </td>
            ) : null}
            <td className="c-line" style={{ ...cell, paddingRight: 16 }}>
              <Link
                href="{{ item.url | default: cart.url }}"
                className="c-ink"
                style={{
                  fontSize: 16,
                  lineHeight: "23px",
                  fontWeight: 600,
                  color: colours.ink,
                  textDecoration: "none",
                }}
              >
                {"{{ item.name }}"}
              </Link>
              {"{% if item.variant != blank %}"}
              <div
                className="c-soft"
                style={{ fontSize: 14, lineHeight: "20px", color: colours.soft, paddingTop: 2 }}
              >
                {"{{ item.variant }}"}
              </div>
              {"{% endif %}"}
              {"{% if item.quantity > 1 %}"}
              <div
                className="c-soft"
                style={{ fontSize: 14, lineHeight: "20px", color: colours.soft, paddingTop: 2 }}
              >
                {showPrices
                  ? "{{ item.quantity | number }} × {{ item.price | money: cart.currency }}"
                  : "× {{ item.quantity | number }}"}
              </div>
              {"{% endif %}"}
            </td>
            {showPrices ? (
              <td
                className="c-line c-ink"
                align="right"
                style={{
                  ...cell,
                  fontSize: 16,
                  lineHeight: "23px",
                  color: colours.ink,
                  whiteSpace: "nowrap",
                  textAlign: "right",
                }}
              >
                {"{{ item.total | money: cart.currency }}"}
              </td>
            ) : null}
          </tr>
        </tbody>
      </table>
      {"{% endfor %}"}
      {`{% if cart.items.size > ${limit} %}`}
      <div
        className="c-soft"
        style={{ fontSize: 14, lineHeight: "20px", color: colours.soft, paddingTop: 14 }}
      >
        {`{% assign rest = ${rest} %}${fixedWords[locale].more("rest")}`}
      </div>
      {"{% endif %}"}
    </>
  );
}

/** A picture on a quiet square: with pictures off, the square stays and the name stands in it. */
function Tile({ accent }: { accent: string }) {
  return (
    <Link
      href="{{ item.url | default: cart.url }}"
      data-skip-in-text="true"
      style={{ textDecoration: "none" }}
    >
      <table role="presentation" cellPadding={0} cellSpacing={0} border={0}>
        <tbody>
          <tr>
            <td
              className="m-tile c-tile"
              width={96}
              height={96}
              align="center"
              valign="middle"
              style={{
                width: 96,
                height: 96,
                backgroundColor: colours.tile,
                borderRadius: 4,
                overflow: "hidden",
              }}
            >
              {"{% if item.image_url != blank %}"}
              <Img
                src="{{ item.image_url }}"
                alt="{{ item.name }}"
                width={96}
                height={96}
                className="c-accent"
                style={{
                  display: "block",
                  width: 96,
                  height: 96,
                  objectFit: "cover",
                  borderRadius: 4,
                  fontFamily: fonts.display,
                  fontSize: 13,
                  lineHeight: "16px",
                  color: accent,
                }}
              />
              {"{% else %}"}
              <span
                className="c-accent"
                style={{ fontFamily: fonts.display, fontSize: 34, lineHeight: "96px", color: accent }}
              >
                {"{{ item.name | slice: 0 | upper }}"}
              </span>
              {"{% endif %}"}
            </td>
          </tr>
        </tbody>
      </table>
    </Link>
  );
}
