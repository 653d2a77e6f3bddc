import type { LetterContent } from "../content";
import { colours, fonts } from "./theme";

interface PointsProps {
  points: LetterContent["points"];
  accent: string;
}

/** Numbered short promises, each a row with its own rule above. */
export function Points({ points, accent }: PointsProps) {
  return points.map((point, index) => (
    <table key={point.title} role="presentation" width="100%" cellPadding={0} cellSpacing={0} border={0}>
      <tbody>
        <tr>
          <td
            className="c-line c-accent"
            width={48}
            style={{
              width: 48,
              padding: "18px 0",
              verticalAlign: "top",
              borderTop: `1px solid ${colours.hairline}`,
              fontFamily: fonts.display,
              fontSize: 26,
              lineHeight: "28px",
              color: accent,
            }}
          >
            {index + 1}
          </td>
          <td
            className="c-line"
            style={{ padding: "18px 0", verticalAlign: "top", borderTop: `1px solid ${colours.hairline}` }}
          >
            <div
              className="c-ink"
              style={{ fontSize: 16, lineHeight: "24px", fontWeight: 600, color: colours.ink }}
            >
              {point.title}
            </div>
            <div
              className="c-soft"
              style={{ paddingTop: 2, fontSize: 15, lineHeight: "23px", color: colours.soft }}
            >
              {point.text}
            </div>
          </td>
        </tr>
      </tbody>
    </table>
  ));
}
