/** First names with the gender they nearly always tell. Names of both (Саша, Женя, Alex) are left out on purpose. */
const male = `
александр алексей анатолий андрей антон аркадий арсений артем артур богдан борис вадим валентин валерий василий виктор
виталий владимир владислав всеволод вячеслав геннадий георгий герман глеб григорий давид даниил данила денис дмитрий
евгений егор захар иван игорь илья кирилл константин лев леонид макар максим марат марк матвей мирон михаил никита
николай олег павел петр платон прохор родион роман ростислав руслан савелий святослав семен сергей станислав степан
тарас тимофей тимур федор филипп эдуард юрий ян ярослав ринат рустам ильдар азат айрат ахмед магомед мурад
adam adrian alan albert alessandro alexander alfred ali andrew anthony antonio arthur benjamin bernard bruno carl carlos
charles christian christopher daniel david dennis dieter dmitry edward emil eric erik felix fernando francisco frank
fritz george giovanni giuseppe gregory gustav hans harald harry henry hugo ivan jack jacob jakob james jan javier jens
john jonathan jose joseph juan julian karl kevin klaus lars leon liam lorenzo louis lucas luigi lukas marco mario martin
matthew matthias max maximilian michael miguel mohammed nicholas noah oliver oscar otto pablo patrick paul pedro peter
philip pierre rafael ralf richard robert roberto sergey simon stefan stephen steven sven thomas tobias tom uwe victor
vincent vladimir walter werner william wolfgang
`;
const female = `
агата аделина алевтина александра алена алина алиса алла анастасия ангелина анна антонина валентина валерия варвара
василиса вера вероника виктория галина дарья диана ева евгения евдокия екатерина елена елизавета жанна зинаида злата
зоя ирина карина кира клавдия кристина ксения лариса лиана лидия любовь людмила маргарита марина мария милана мирослава
надежда наталия наталья нелли нина оксана олеся ольга полина раиса регина римма светлана снежана софия софья таисия
тамара татьяна ульяна фаина эвелина эльвира эмилия юлия юлиана яна ярослава гульнара алсу айгуль динара лейла эльмира
agnes alexandra alice alicia amelia amy angela anita anna anne annika antonia barbara beatrice birgit brigitte camilla
carla carmen carol caroline catherine charlotte christina christine claire clara claudia daniela deborah diana dorothy
eleanor elena elisabeth elizabeth ella elsa emily emma erika esther eva fatima fiona franziska frida giulia grace greta
hanna hannah heidi helen helena ingrid irene isabel isabella jane jennifer jessica johanna judith julia karen katarina
kate katharina laura lea lena leonie lina linda lisa lucia luisa madeleine magdalena margaret maria marie martha martina
mary mia michelle monika nadia natalia nicole nina olga olivia patricia paula petra rachel rebecca renate rosa ruth sara
sarah silvia sofia sophia sophie stephanie susan susanne sylvia teresa theresa ursula valentina vanessa vera veronika
victoria yvonne zoe
`;

const genderOf = new Map<string, "male" | "female">();
for (const name of male.split(/\s+/).filter(Boolean)) genderOf.set(name, "male");
for (const name of female.split(/\s+/).filter(Boolean)) genderOf.set(name, "female");

const folded = (name: string) => name.trim().toLowerCase().replace(/ё/g, "е");
export const genderByFirstName = (name: string): "male" | "female" | undefined => genderOf.get(folded(name));
export const isFirstName = (name: string): boolean => genderOf.has(folded(name));
