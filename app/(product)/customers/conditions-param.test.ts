import fc from "fast-check";
import { expect, it } from "vitest";
import { conditions } from "./conditions-param";

const param = conditions();

it("reads what it wrote, whatever the values", () => {
  const scalar = fc.oneof(fc.string({ maxLength: 40 }), fc.integer(), fc.boolean());
  const one = fc.record({
    field: fc.constantFrom("city", "attributes.size", "tag", "subscription.email"),
    op: fc.constantFrom("is", "any_of", "gte"),
    value: fc.oneof(scalar, fc.array(scalar, { minLength: 1, maxLength: 3 })),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 4 }), (list) => {
      expect(param.read(param.write(list as never))).toEqual(list);
    }),
  );
});

it("ignores what is not readable", () => {
  expect(param.read("city~is~.Kazan,nonsense,city~eats~.x,%E0~is~.x")).toEqual([
    { field: "city", op: "is", value: "Kazan" },
  ]);
  expect(param.read("city~is~.a~.b")).toEqual([{ field: "city", op: "is", value: "a" }]);
});
