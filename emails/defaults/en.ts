import { type LetterContent, letterContent } from "../content";
import type { LayoutCode } from "../layouts";

const hello = "{% if customer.first_name != blank %}{{ customer.first_name }}, your{% else %}Your{% endif %}";

export const englishLetters: Record<LayoutCode, LetterContent> = {
  "cart-reminder": letterContent.parse({
    subject: `${hello} cart is waiting`,
    preheader: "We kept everything you chose. It takes a minute to finish.",
    eyebrow: "Still yours",
    heading: "You left something good behind",
    body: "We saved your cart just as you left it, so you can pick up where you stopped.",
    buttonLabel: "Return to my cart",
    buttonUrl: "{{ cart.url }}",
    note: "Changed your mind? No need to do anything.",
    itemLimit: 4,
    accent: "#1f5c45",
  }),
  "cart-last-call": letterContent.parse({
    subject: "Shall we keep your cart?",
    preheader:
      '{{ cart.count }} {{ cart.count | plural: "item", "items" }} for {{ cart.total | money: cart.currency }}. This is our last note about it.',
    eyebrow: "One last note",
    heading: "Shall we keep it for you?",
    body: "If you still want it, the order takes a minute. If not, we will not remind you again.",
    buttonLabel: "Finish the order",
    buttonUrl: "{{ cart.url }}",
    note: "Questions about delivery or a product? Just reply, a person will answer.",
    itemLimit: 3,
    accent: "#9c3d22",
  }),
  welcome: letterContent.parse({
    subject: "Welcome{% if customer.first_name != blank %}, {{ customer.first_name }}{% endif %}",
    preheader: "Three things worth knowing before your first order.",
    eyebrow: "Welcome",
    heading: "Good to have you with us",
    body: "Thank you for joining {{ company.name }}. We write seldom, and only when there is something worth your time.",
    points: [
      {
        title: "Your cart waits for you",
        text: "Start on the phone, finish on the laptop. Nothing gets lost.",
      },
      {
        title: "Returns without questions",
        text: "If something is not right, bring it back to any of our stores.",
      },
      { title: "A person answers", text: "Reply to any of our letters. We read every one." },
    ],
    buttonLabel: "Look around",
    buttonUrl: "{{ company.url }}",
    accent: "#24476b",
  }),
  "plain-letter": letterContent.parse({
    subject: "A short note{% if customer.first_name != blank %}, {{ customer.first_name }}{% endif %}",
    preheader: "From one person to another.",
    heading: "Hello{% if customer.first_name != blank %} {{ customer.first_name }}{% endif %},",
    body: "Write here the way you would write to one person. Short sentences help. So does **one clear thought** for each paragraph.\n\nIf you want an answer, ask one question.",
    signature: "With warm regards,\n{{ company.name }}",
    accent: "#1f5c45",
  }),
};
