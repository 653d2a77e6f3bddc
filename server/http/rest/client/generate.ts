import { runtimeSource } from "./runtime-source";
import { asJson, asList, comment, type Json, typeText } from "./type-text";

/**
 * The OpenAPI document as one TypeScript file: the types that openapi-fetch reads (`paths`, `components`) and a small
 * client over it. Served at /api/v1/client.ts, checked in as public/carillon-client.ts (npm run client:generate).
 */
export function clientSource(document: Json): string {
  const operations: string[] = [];
  const paths = Object.entries(asJson(document.paths)).map(([path, methods]) => {
    const lines = Object.entries(asJson(methods)).map(([method, value]) => {
      const operation = asJson(value);
      operations.push(operationText(operation));
      return `${comment(operation.summary, "    ")}    ${method}: operations[${JSON.stringify(operation.operationId)}];\n`;
    });
    return `  ${JSON.stringify(path)}: {\n${lines.join("")}  };\n`;
  });
  const schemas = Object.entries(asJson(asJson(document.components).schemas)).map(
    ([name, schema]) => `    ${JSON.stringify(name)}: ${typeText(schema, "    ")};\n`,
  );
  return [
    header,
    runtimeSource,
    `export interface paths {\n${paths.join("")}}\n`,
    `export interface components {\n  schemas: {\n${schemas.join("")}  };\n}\n`,
    `export interface operations {\n${operations.join("")}}\n`,
  ].join("\n");
}

const header = `/**
 * Client of the Carillon REST API, made from its OpenAPI document. Do not edit: take a new one from
 * /api/v1/client.ts of your installation. Needs: npm install openapi-fetch
 */
`;

function operationText(operation: Json): string {
  const parameters = asList(operation.parameters).map(asJson);
  const of = (where: string) => parameters.filter((one) => one.in === where);
  const [type, media] = Object.entries(asJson(asJson(operation.requestBody).content))[0] ?? [];
  const body = type
    ? `    requestBody: { content: { ${JSON.stringify(type)}: ${typeText(asJson(media).schema, "    ")} } };\n`
    : "    requestBody?: never;\n";
  return `  ${JSON.stringify(operation.operationId)}: {
    parameters: {
${parameterText("query", of("query"))}${parameterText("header", of("header"))}${parameterText("path", of("path"))}      cookie?: never;
    };
${body}    responses: {
${Object.entries(asJson(operation.responses))
  .map(([status, answer]) => answerText(status, asJson(answer)))
  .join("")}    };
  };
`;
}

function parameterText(where: string, list: Json[]): string {
  if (list.length === 0) return `      ${where}?: never;\n`;
  const isNeeded = list.some((one) => one.required === true);
  const lines = list.map((one) => {
    const name = String(one.name);
    return `${comment(one.description, "        ")}        ${/^\w+$/.test(name) ? name : JSON.stringify(name)}${one.required === true ? "" : "?"}: ${typeText(one.schema, "        ")};\n`;
  });
  return `      ${where}${isNeeded ? "" : "?"}: {\n${lines.join("")}      };\n`;
}

function answerText(status: string, answer: Json): string {
  const [type, media] = Object.entries(asJson(answer.content))[0] ?? [];
  const content = type
    ? `{ ${JSON.stringify(type)}: ${typeText(asJson(media).schema ?? { $ref: "Problem" }, "      ")} }`
    : "never";
  return `      ${status}: { headers: Record<string, string>; content${type ? "" : "?"}: ${content} };\n`;
}
