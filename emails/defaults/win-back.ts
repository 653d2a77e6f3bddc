import { letterContent } from "../content";

/** The ready letter of the recipe that speaks to people who come less often; in the plain layout. */
export const winBackLetters = {
  en: letterContent.parse({
    subject: "It has been a while{% if customer.first_name != blank %}, {{ customer.first_name }}{% endif %}",
    preheader: "A short look at what is new.",
    heading:
      "Good to think of you{% if customer.first_name != blank %}, {{ customer.first_name }}{% endif %}",
    body: "You used to come by more often, and we noticed. Perhaps you did not need anything; perhaps something was **not as it should be**. If so, tell us: reply to this letter, and a person will read it.\n\nIf you would like to see what is new, everything is where you left it.",
    signature: "With warm regards,\n{{ company.name }}",
    buttonLabel: "See what is new",
    buttonUrl: "{{ company.url }}",
    accent: "#24476b",
  }),
  ru: letterContent.parse({
    subject: "Давно не виделись{% if customer.first_name != blank %}, {{ customer.first_name }}{% endif %}",
    preheader: "Коротко о том, что у нас нового.",
    heading: "Мы о вас помним{% if customer.first_name != blank %}, {{ customer.first_name }}{% endif %}",
    body: "Раньше вы заходили чаще, и мы это заметили. Возможно, ничего не было нужно; возможно, что-то было **не так, как должно быть**. Если так, расскажите: ответьте на это письмо, его прочитает человек.\n\nЕсли хочется посмотреть новое, всё на прежних местах.",
    signature: "С теплом,\n{{ company.name }}",
    buttonLabel: "Посмотреть новое",
    buttonUrl: "{{ company.url }}",
    accent: "#24476b",
  }),
};

/** The second of it: one question, and nothing to buy. */
export const winBackQuestions = {
  en: letterContent.parse({
    subject: "One question{% if customer.first_name != blank %}, {{ customer.first_name }}{% endif %}",
    preheader: "No offer in this letter.",
    heading: "May we ask you something?",
    body: "There is no offer in this letter, only a question. **What should we do better, so that you would come back?**\n\nOne line is enough: just reply. We read every answer, and this is the last letter about it.",
    signature: "Thank you,\n{{ company.name }}",
    accent: "#24476b",
  }),
  ru: letterContent.parse({
    subject: "Один вопрос{% if customer.first_name != blank %}, {{ customer.first_name }}{% endif %}",
    preheader: "В этом письме ничего не предлагаем.",
    heading: "Можно спросить?",
    body: "В этом письме нет предложений, только вопрос. **Что нам сделать лучше, чтобы вы вернулись?**\n\nХватит одной строки: просто ответьте. Мы читаем каждый ответ, и это последнее письмо об этом.",
    signature: "Спасибо,\n{{ company.name }}",
    accent: "#24476b",
  }),
};
