import { describe, expect, it } from "vitest";
import { day, flag, oneOf, searchSpec, someOf, sortedBy, text, whole } from "./search-params";

const spec = searchSpec({
  q: text(),
  state: oneOf(["draft", "active"]),
  channels: someOf(["email", "sms", "push"]),
  since: day(),
  atLeast: whole(),
  mine: flag(),
  sort: sortedBy(["name", "created"], "-created"),
});

describe("what a page keeps in its address", () => {
  it("is read with defaults for what is absent", () => {
    expect(spec.read({})).toEqual({
      q: "",
      state: undefined,
      channels: [],
      since: undefined,
      atLeast: undefined,
      mine: false,
      sort: "-created",
    });
  });

  it("comes back as it was written", () => {
    const query = spec.query({
      q: "анна & co",
      state: "active",
      channels: ["push", "email"],
      since: "2026-11-04",
      atLeast: 5,
      mine: true,
      sort: "name",
    });
    expect(spec.read(new URLSearchParams(query))).toEqual({
      q: "анна & co",
      state: "active",
      channels: ["email", "push"],
      since: "2026-11-04",
      atLeast: 5,
      mine: true,
      sort: "name",
    });
  });

  it("ignores what it cannot read", () => {
    const read = spec.read({
      state: "gone",
      channels: "fax.sms",
      since: "yesterday",
      atLeast: "many",
      sort: "-password",
    });
    expect(read).toMatchObject({
      state: undefined,
      channels: ["sms"],
      since: undefined,
      atLeast: undefined,
      sort: "-created",
    });
  });

  it("leaves defaults out and keeps what belongs to others", () => {
    expect(spec.query({ q: "", sort: "-created" }, { q: "old", peek: "cus_1" })).toBe("?peek=cus_1");
  });
});
