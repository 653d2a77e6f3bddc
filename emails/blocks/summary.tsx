import type { LetterLocale } from "../layouts";
import { fixedWords } from "../words";
import { colours, fonts } from "./theme";

/** What it all comes to. */
export function Summary({ locale }: { locale: LetterLocale }) {
  return (
    <>
      {"{% if cart %}"}
      <table role="presentation" width="100%" cellPadding={0} cellSpacing={0} border={0}>
        <tbody>
          <tr>
            <td
              className="c-ink"
              style={{ padding: "20px 0 0", fontSize: 16, lineHeight: "30px", color: colours.ink }}
            >
              {fixedWords[locale].total}
            </td>
            <td
              className="c-ink"
              align="right"
              style={{
                padding: "20px 0 0",
                fontFamily: fonts.display,
                fontSize: 24,
                lineHeight: "30px",
                color: colours.ink,
                textAlign: "right",
                whiteSpace: "nowrap",
              }}
            >
              {"{{ cart.total | money: cart.currency }}"}
            </td>
          </tr>
        </tbody>
      </table>
      {"{% endif %}"}
    </>
  );
}
