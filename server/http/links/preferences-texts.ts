import type { UnsubscribeReason } from "@/server/domain/messages";

interface Texts {
  title: string;
  lead(address: string): string;
  topics: string;
  topicsHint: string;
  saveTopics: string;
  leaveTitle: string;
  why: string;
  leaveAll: string;
  gone: string;
  goneHint: string;
  comeBack: string;
  saved: string;
  savedHint: string;
  back: string;
  testTitle: string;
  testHint: string;
  expired: string;
  reasons: Record<UnsubscribeReason, string>;
}

export const texts: Record<"en" | "ru", Texts> = {
  en: {
    title: "Your letters",
    lead: (address) => `Letters to ${address}`,
    topics: "What would you like to receive?",
    topicsHint: "Letters about your orders come whatever you choose here.",
    saveTopics: "Save",
    leaveTitle: "Or leave altogether",
    why: "Would you tell us why? (optional)",
    leaveAll: "Unsubscribe from all letters",
    gone: "You are unsubscribed",
    goneHint: "No more letters will be sent to this address.",
    comeBack: "Subscribe again",
    saved: "Saved",
    savedHint: "Your choice applies from now on.",
    back: "Change something else",
    testTitle: "This was a test letter",
    testHint: "It belongs to no subscriber, so there is nothing to change here.",
    expired: "This page was open for too long. Please confirm once more.",
    reasons: {
      too_often: "Too many letters",
      not_interesting: "Not interesting to me",
      never_asked: "I never asked for them",
      other: "Something else",
    },
  },
  ru: {
    title: "Ваши письма",
    lead: (address) => `Письма на адрес ${address}`,
    topics: "О чём вам писать?",
    topicsHint: "Письма о ваших заказах приходят при любом выборе здесь.",
    saveTopics: "Сохранить",
    leaveTitle: "Или отписаться совсем",
    why: "Подскажите, почему? (необязательно)",
    leaveAll: "Отписаться от всех писем",
    gone: "Вы отписаны",
    goneHint: "Больше писем на этот адрес не будет.",
    comeBack: "Подписаться снова",
    saved: "Сохранено",
    savedHint: "Изменения уже действуют.",
    back: "Изменить что-то ещё",
    testTitle: "Это было пробное письмо",
    testHint: "У него нет подписчика, поэтому менять здесь нечего.",
    expired: "Страница была открыта слишком долго. Подтвердите ещё раз.",
    reasons: {
      too_often: "Слишком много писем",
      not_interesting: "Мне неинтересно",
      never_asked: "Я не подписывался",
      other: "Другая причина",
    },
  },
};
