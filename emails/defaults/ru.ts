import { type LetterContent, letterContent } from "../content";
import type { LayoutCode } from "../layouts";

export const russianLetters: Record<LayoutCode, LetterContent> = {
  "cart-reminder": letterContent.parse({
    subject:
      "{% if customer.first_name != blank %}{{ customer.first_name }}, корзина{% else %}Корзина{% endif %} вас ждёт",
    preheader: "Всё, что вы выбрали, на месте. Осталась минута.",
    eyebrow: "Отложили для вас",
    heading: "Вы оставили кое-что хорошее",
    body: "Мы сохранили корзину такой, какой вы её оставили. Можно продолжить с того же места.",
    buttonLabel: "Вернуться в корзину",
    buttonUrl: "{{ cart.url }}",
    note: "Передумали? Тогда ничего делать не нужно.",
    itemLimit: 4,
    accent: "#1f5c45",
  }),
  "cart-last-call": letterContent.parse({
    subject: "Сохранить вашу корзину?",
    preheader:
      '{{ cart.count }} {{ cart.count | plural_ru: "товар", "товара", "товаров" }} на {{ cart.total | money: cart.currency }}. Больше напоминать не будем.',
    eyebrow: "Последнее напоминание",
    heading: "Сохранить это для вас?",
    body: "Если корзина ещё нужна, оформить заказ можно за минуту. Если нет, больше напоминать не будем.",
    buttonLabel: "Оформить заказ",
    buttonUrl: "{{ cart.url }}",
    note: "Есть вопрос о доставке или товаре? Просто ответьте на это письмо, вам напишет человек.",
    itemLimit: 3,
    accent: "#9c3d22",
  }),
  welcome: letterContent.parse({
    subject: "Добро пожаловать{% if customer.first_name != blank %}, {{ customer.first_name }}{% endif %}",
    preheader: "Три вещи, которые стоит знать до первого заказа.",
    eyebrow: "Знакомство",
    heading: "Хорошо, что вы с нами",
    body: "Спасибо за знакомство. Мы пишем редко и только о том, что стоит вашего времени.",
    points: [
      {
        title: "Корзина вас дождётся",
        text: "Начните с телефона, закончите на ноутбуке. Ничего не потеряется.",
      },
      { title: "Возврат без вопросов", text: "Если что-то не подошло, верните это в любом нашем магазине." },
      { title: "Отвечает человек", text: "Ответьте на любое наше письмо. Мы читаем все." },
    ],
    buttonLabel: "Осмотреться",
    buttonUrl: "{{ company.url }}",
    accent: "#24476b",
  }),
  "plain-letter": letterContent.parse({
    subject: "Пара слов{% if customer.first_name != blank %} для вас, {{ customer.first_name }}{% endif %}",
    preheader: "От человека человеку.",
    heading: "Здравствуйте{% if customer.first_name != blank %}, {{ customer.first_name }}{% endif %}!",
    body: "Напишите здесь так, как написали бы одному человеку. Помогают короткие фразы и **одна ясная мысль** в абзаце.\n\nЕсли нужен ответ, задайте один вопрос.",
    signature: "С теплом,\n{{ company.name }}",
    accent: "#1f5c45",
  }),
};
