"""The words of the page in English, Russian and Uzbek: a row each, so that none can be missing in one."""

from __future__ import annotations

__all__ = ["CORRIDORS_UZ", "LANGUAGES", "WORDS"]

LANGUAGES = ("en", "ru", "uz")

#: By key, in the order of `LANGUAGES`. What stands in braces is filled in.
WORDS: dict[str, tuple[str, str, str]] = {
    # the page
    "title": ("Freight corridors", "Грузовые коридоры", "Yuk yoʻlaklari"),
    "skip": ("Skip to the content", "К содержанию", "Mazmunga oʻtish"),
    "contents": ("Contents", "Содержание", "Mundarija"),
    "network_on": ("network of {day}", "сеть на {day}", "tarmoq holati: {day}"),
    "least": ("ranked by: {weight}", "по критерию: {weight}", "saralash: {weight}"),
    "ranges": (
        "Figures are what is to be expected; P10 to P90 in brackets.",
        "Указаны ожидаемые значения; в скобках от P10 до P90.",
        "Kutilgan qiymatlar koʻrsatilgan; qavs ichida P10 dan P90 gacha.",
    ),
    "made": (
        "Made by corridors {version}, data edition {edition}.",
        "Создано программой corridors {version}, издание данных {edition}.",
        "corridors {version} dasturida tayyorlandi, maʼlumotlar nashri {edition}.",
    ),
    "as_written": (
        "Names of risks, events and sources stand as they are written in the data, in English.",
        "Названия рисков, событий и источников приведены как в данных, по-английски.",
        "Xatarlar, hodisalar va manbalar nomlari maʼlumotlardagidek, ingliz tilida berilgan.",
    ),
    # sections
    "map": ("The ways", "Пути", "Yoʻllar"),
    "ranking": ("The ways compared", "Сравнение путей", "Yoʻllarni taqqoslash"),
    "chart": ("Time against price", "Время и цена", "Vaqt va narx"),
    "binds": ("What binds", "Что ограничивает", "Nima cheklaydi"),
    "closes": ("What if a border closes", "Если граница закроется", "Chegara yopilsa"),
    "sure": ("How sure", "Насколько это надёжно", "Qanchalik ishonchli"),
    "turns": ("What would change the answer", "Что изменило бы ответ", "Javobni nima oʻzgartiradi"),
    "emissions": ("CO₂e by element", "CO₂-экв. по элементам", "CO₂-ekv. elementlar boʻyicha"),
    "sources": ("Sources", "Источники", "Manbalar"),
    # what is asked
    "feu": ("40 ft container", "40-футовый контейнер", "40 futli konteyner"),
    "teu": ("20 ft container", "20-футовый контейнер", "20 futli konteyner"),
    "wagon": ("wagon", "вагон", "vagon"),
    "regular": ("handed in singly", "одиночная отправка", "yakka joʻnatma"),
    "block_train": ("in a block train", "в составе маршрутного поезда", "marshrut poyezdida"),
    "wagonload": ("as a wagonload", "повагонная отправка", "vagonli joʻnatma"),
    "by_lorry": ("by lorry", "автомобилем", "yuk avtomobilida"),
    "run": ("departure to arrival", "от отправления до прибытия", "joʻnashdan yetib kelishgacha"),
    "terminal": ("terminal to terminal", "от терминала до терминала", "terminaldan terminalgacha"),
    "door": ("door to door", "от двери до двери", "eshikdan eshikkacha"),
    "cost": ("price", "цена", "narx"),
    "time": ("time", "время", "vaqt"),
    "distance": ("distance", "расстояние", "masofa"),
    "emissions_weight": ("emissions", "выбросы", "chiqindilar"),
    "generalised": ("price and time together", "цена и время вместе", "narx va vaqt birgalikda"),
    # columns and units
    "way": ("way", "путь", "yoʻl"),
    "class": ("class", "вид отправки", "joʻnatma turi"),
    "km": ("km", "км", "km"),
    "days": ("days", "сутки", "kun"),
    "usd": ("USD of {year} per {unit}", "долл. США {year} г. за {unit}", "{year}-yil AQSH dollari, 1 {unit}"),
    "usd_short": ("USD", "долл. США", "AQSH doll."),
    "unit_feu": ("FEU", "40-фут. конт.", "40 futli kont."),
    "unit_teu": ("TEU", "20-фут. конт.", "20 futli kont."),
    "unit_wagon": ("wagon", "вагон", "vagon"),
    "co2": ("kg CO₂e", "кг CO₂-экв.", "kg CO₂-ekv."),
    "borders": ("borders", "границы", "chegaralar"),
    "gauges": ("gauge changes", "смены колеи", "iz almashuvi"),
    "moves": ("transhipments", "перегрузки", "qayta yuklash"),
    "grade": ("grade", "качество данных", "maʼlumot sifati"),
    "published": ("published", "опубликовано", "eʼlon qilingan"),
    "derived": ("derived", "рассчитано", "hisoblangan"),
    "estimated": ("estimated", "оценка", "taxmin"),
    "front": ("on the front", "Парето", "Pareto"),
    "yes": ("yes", "да", "ha"),
    "no": ("no", "нет", "yoʻq"),
    "best": ("best way", "лучший путь", "eng yaxshi yoʻl"),
    "to": ("{origin} to {destination}", "{origin} – {destination}", "{origin} – {destination}"),
    # caveats
    "risk_high": ("high risk", "высокий риск", "yuqori xatar"),
    "risk_medium": ("medium risk", "средний риск", "oʻrtacha xatar"),
    "risk_low": ("low risk", "низкий риск", "past xatar"),
    "further": ("further risks: {count}", "ещё рисков: {count}", "yana xatarlar: {count}"),
    "restricted": ("restricted", "ограничения", "cheklovlar"),
    "same_as": ("the same way as {name}", "тот же путь, что {name}", "{name} bilan bir xil yoʻl"),
    "detour": ("a detour", "крюк", "aylanma yoʻl"),
    "no_ways": ("Without a way", "Пути нет", "Yoʻl yoʻq"),
    "left_out": ("Left out as detours", "Не показаны как крюки", "Aylanma yoʻl sifatida koʻrsatilmagan"),
    "nothing_found": (
        "There is no way, so there is nothing to draw.",
        "Пути нет, рисовать нечего.",
        "Yoʻl topilmadi, chizadigan narsa yoʻq.",
    ),
    # map and chart
    "map_help": (
        "Choose a corridor on the map, in the list or in a table: its ways, rows and figures stand out. Escape undoes "
        "it.",
        "Выберите коридор на карте, в списке или в таблице: его пути, строки и показатели выделятся. Escape отменяет.",
        "Xaritada, roʻyxatda yoki jadvalda yoʻlakni tanlang: uning yoʻllari, qatorlari va koʻrsatkichlari ajralib "
        "turadi. Escape bekor qiladi.",
    ),
    "map_label": ("Map of the ways", "Карта путей", "Yoʻllar xaritasi"),
    "corridors": ("Corridors", "Коридоры", "Yoʻlaklar"),
    "figures": ("Figures of the corridor chosen", "Показатели выбранного коридора", "Tanlangan yoʻlak koʻrsatkichlari"),
    "shared": (
        "Stretches that several ways share are dashed in their colours.",
        "Общие участки нескольких путей показаны штрихами их цветов.",
        "Bir necha yoʻlning umumiy qismlari ularning ranglarida uzuq chiziq bilan berilgan.",
    ),
    "credit": (
        "Tracks: © OpenStreetMap contributors, ODbL. Land and borders: Natural Earth; disputed borders dashed, without "
        "judgement on their status. Data: corridors tables, CC BY 4.0.",
        "Линии путей: © участники OpenStreetMap, ODbL. Суша и границы: Natural Earth; спорные границы показаны "
        "пунктиром без суждения об их статусе. Данные: таблицы corridors, CC BY 4.0.",
        "Yoʻl chiziqlari: © OpenStreetMap ishtirokchilari, ODbL. Quruqlik va chegaralar: Natural Earth; bahsli "
        "chegaralar maqomi haqida hukmsiz uzuq chiziqda. Maʼlumotlar: corridors jadvallari, CC BY 4.0.",
    ),
    "chart_label": (
        "{pair}: days across, price upwards, with P10 to P90; the figures stand in the table above",
        "{pair}: по горизонтали сутки, по вертикали цена, с P10–P90; числа в таблице выше",
        "{pair}: gorizontal kun, vertikal narx, P10–P90 bilan; raqamlar yuqoridagi jadvalda",
    ),
    "no_pictures": (
        'Not drawn: matplotlib is not installed (pip install "corridors[plot]").',
        'Не нарисовано: не установлен matplotlib (pip install "corridors[plot]").',
        'Chizilmadi: matplotlib oʻrnatilmagan (pip install "corridors[plot]").',
    ),
    # what binds
    "corridor_mt": ("the corridor, Mt a year", "коридор, млн т в год", "yoʻlak, yiliga mln t"),
    "corridor_binds": ("what binds it", "что его ограничивает", "uni nima cheklaydi"),
    "way_mt": ("this way, Mt a year", "этот путь, млн т в год", "shu yoʻl, yiliga mln t"),
    "way_binds": ("its bottleneck", "его узкое место", "uning tor joyi"),
    "up_to": ("up to {figure}", "до {figure}", "{figure} gacha"),
    "unknown": ("not known", "неизвестно", "nomaʼlum"),
    "rail": ("rail", "ж/д", "temir yoʻl"),
    "road": ("road", "автодорога", "avtoyoʻl"),
    "ferry": ("ferry", "паром", "parom"),
    "sea": ("sea", "море", "dengiz"),
    "gauge_at": ("{one} to {other} mm at {place}", "{one} на {other} мм, {place}", "{one} dan {other} mm ga, {place}"),
    # what if it closes
    "closes_note": (
        "Closed for good, the network otherwise as it is: what one unit of each pair together loses, by {weight}.",
        "Закрыта навсегда, в остальном сеть прежняя: сколько теряет по одной единице каждой пары вместе, по критерию: "
        "{weight}.",
        "Butunlay yopilsa, qolgan tarmoq oʻzgarmasa: har juftlikdan bittadan birlik birgalikda qancha yoʻqotadi, "
        "mezon: {weight}.",
    ),
    "border": ("border", "граница", "chegara"),
    "pairs_hit": ("pairs hit", "затронуто пар", "tegilgan juftliklar"),
    "more_days": ("more days", "лишние сутки", "qoʻshimcha kun"),
    "more_usd": ("more USD", "лишние долл. США", "qoʻshimcha AQSH doll."),
    "cut_off": ("cut off", "отрезано пар", "uzilgan juftliklar"),
    "way_round": ("way round of the worst hit", "обход для худшей пары", "eng koʻp zarar koʻrgan uchun aylanma yoʻl"),
    "no_border": (
        "No border lies on a best way.",
        "На лучших путях нет границ.",
        "Eng yaxshi yoʻllarda chegara yoʻq.",
    ),
    "closes_skipped": (
        "Not worked out: the comparison no longer holds its network, or the question has no answer.",
        "Не рассчитано: сравнение уже не содержит сети либо вопрос не имеет ответа.",
        "Hisoblanmadi: taqqoslashda tarmoq endi yoʻq yoki savolning javobi yoʻq.",
    ),
    # how sure
    "cheapest": ("cheapest, %", "дешевле всех, %", "eng arzon, %"),
    "quickest": ("quickest, %", "быстрее всех, %", "eng tez, %"),
    "best_both": ("best with time priced, %", "лучший с ценой времени, %", "vaqt narxi bilan eng yaxshi, %"),
    "drawn_days": ("days drawn, P10–P90", "сутки в розыгрышах, P10–P90", "sinovlarda kun, P10–P90"),
    "drawn_usd": ("USD drawn, P10–P90", "долл. в розыгрышах, P10–P90", "sinovlarda doll., P10–P90"),
    "sure_note": (
        "How often each way is the best when every figure is drawn from its range, ± one standard error. {draws}",
        "Как часто каждый путь лучший, если каждую величину разыграть из её диапазона, ± стандартная ошибка. {draws}",
        "Har bir qiymat oʻz oraligʻidan tanlansa, har yoʻl qanchalik tez-tez eng yaxshi boʻladi, ± standart xato. "
        "{draws}",
    ),
    "draws": ("Draws: {n}, seed {seed}.", "Розыгрышей: {n}, зерно {seed}.", "Sinovlar: {n}, urugʻ {seed}."),
    "sure_extra": (
        'Not worked out: scipy is not installed (pip install "corridors[simulation]").',
        'Не рассчитано: не установлен scipy (pip install "corridors[simulation]").',
        'Hisoblanmadi: scipy oʻrnatilmagan (pip install "corridors[simulation]").',
    ),
    "sure_skipped": (
        "Not worked out: {reason}",
        "Не рассчитано: {reason}",
        "Hisoblanmadi: {reason}",
    ),
    "sure_off": ("no draws were asked for.", "розыгрыши не запрошены.", "sinovlar soʻralmagan."),
    # what would change the answer
    "turns_note": (
        "Each figure by itself, all others as expected and the ways as they stand: the value at which another way "
        "becomes the best, and how likely the figure lies beyond it. A corridor may hold out longer by another way of "
        "its own.",
        "Каждый показатель сам по себе, остальные как ожидается, пути как есть: значение, при котором лучшим "
        "становится другой путь, и насколько вероятно, что показатель выйдет за него. Коридор может продержаться "
        "дольше на другом своём пути.",
        "Har bir koʻrsatkich yakka holda, qolganlari kutilganidek, yoʻllar oʻz holicha: boshqa yoʻl eng yaxshi "
        "boʻladigan qiymat va koʻrsatkich undan oʻtish ehtimoli. Yoʻlak oʻzining boshqa yoʻli hisobiga uzoqroq "
        "chidashi mumkin.",
    ),
    "figure": ("figure", "показатель", "koʻrsatkich"),
    "on_way": ("on the way", "на пути", "yoʻlda"),
    "expected": ("expected", "ожидается", "kutilgan"),
    "turns_at": ("turns at", "порог", "burilish qiymati"),
    "change_pct": ("change, %", "изменение, %", "oʻzgarish, %"),
    "beyond_pct": ("how likely, %", "вероятность, %", "ehtimoli, %"),
    "best_then": ("best then", "лучший тогда", "shunda eng yaxshisi"),
    "best_is": ("The best now: {name}.", "Сейчас лучший: {name}.", "Hozir eng yaxshisi: {name}."),
    "best_now": ("best now", "лучший сейчас", "hozir eng yaxshisi"),
    "less_than": ("below {figure}", "менее {figure}", "{figure} dan kam"),
    "no_turn": (
        "No single figure makes another way the best within four standard deviations.",
        "Ни один показатель сам по себе не делает лучшим другой путь в пределах четырёх стандартных отклонений.",
        "Birorta koʻrsatkich oʻzi toʻrt standart ogʻish ichida boshqa yoʻlni eng yaxshi qilmaydi.",
    ),
    "one_way": (
        "There is one way alone, so nothing ranks.",
        "Путь только один, сравнивать не с чем.",
        "Yoʻl bitta, taqqoslaydigan narsa yoʻq.",
    ),
    "day_free": (
        "In this ranking time has no price.",
        "В этом сравнении время не имеет цены.",
        "Bu saralashda vaqtning narxi yoʻq.",
    ),
    "day_all": (
        "In this ranking time alone counts.",
        "В этом сравнении учитывается только время.",
        "Bu saralashda faqat vaqt hisobga olinadi.",
    ),
    "day_worth": (
        "In this ranking a day is worth {usd} USD.",
        "В этом сравнении сутки стоят {usd} долл. США.",
        "Bu saralashda bir kun {usd} AQSH dollari turadi.",
    ),
    "day_above": (
        "Were a day worth more than {usd} USD, the best would be: {name}.",
        "Если бы сутки стоили дороже {usd} долл. США, лучшим был бы: {name}.",
        "Bir kun {usd} AQSH dollaridan qimmat boʻlsa, eng yaxshisi: {name}.",
    ),
    "day_below": (
        "Were a day worth less than {usd} USD, the best would be: {name}.",
        "Если бы сутки стоили дешевле {usd} долл. США, лучшим был бы: {name}.",
        "Bir kun {usd} AQSH dollaridan arzon boʻlsa, eng yaxshisi: {name}.",
    ),
    "day_never": (
        "Whatever a day is worth, the best way stays the best.",
        "Сколько бы ни стоили сутки, лучший путь остаётся лучшим.",
        "Bir kun qancha tursa ham, eng yaxshi yoʻl oʻzgarmaydi.",
    ),
    "unvarying": (
        "Not worked out: what is minimised has no range.",
        "Не рассчитано: у критерия нет диапазона.",
        "Hisoblanmadi: mezonning oraligʻi yoʻq.",
    ),
    "from_pickle": (
        "Not worked out: the comparison no longer holds its network.",
        "Не рассчитано: сравнение уже не содержит сети.",
        "Hisoblanmadi: taqqoslashda tarmoq endi yoʻq.",
    ),
    "scenarios": ("Under the packaged scenarios", "При готовых сценариях", "Tayyor ssenariylarda"),
    "scenario": ("scenario", "сценарий", "ssenariy"),
    "pair": ("from and to", "откуда и куда", "qayerdan va qayerga"),
    "scenarios_note": (
        "Scenarios under which another way is the best, or none is left, each on its own date, with all else that the "
        "date brings; changes are of the best way. Tried: {count}; under the others the best stays the best.",
        "Сценарии, при которых лучший путь другой или пути не остаётся, каждый на свою дату и со всем, что она "
        "приносит; изменения относятся к лучшему пути. Проверено: {count}; при остальных лучший путь остаётся лучшим.",
        "Eng yaxshi yoʻl boshqa boʻladigan yoki yoʻl qolmaydigan ssenariylar, har biri oʻz sanasida va shu sana olib "
        "keladigan hamma narsa bilan; oʻzgarishlar eng yaxshi yoʻlga tegishli. Sinab koʻrildi: {count}; qolganlarida "
        "eng yaxshi yoʻl oʻzgarmaydi.",
    ),
    "scenarios_same": (
        "Under none of the {count} packaged scenarios is another way the best.",
        "Ни при одном из готовых сценариев ({count}) лучшим не становится другой путь.",
        "Tayyor ssenariylarning ({count}) birortasida boshqa yoʻl eng yaxshi boʻlmaydi.",
    ),
    "scenarios_none": (
        "Packaged scenarios are of the packaged network, and were not tried here.",
        "Готовые сценарии относятся к сети пакета и здесь не проверялись.",
        "Tayyor ssenariylar paket tarmogʻiga tegishli, bu yerda sinab koʻrilmadi.",
    ),
    "stand_in": (
        "Which way stands in for the best",
        "Какой путь заменит лучший",
        "Eng yaxshi yoʻlning oʻrnini qaysi yoʻl bosadi",
    ),
    "stand_in_note": (
        "Of all corridors the one that shares least with the best way: countries passed, kilometres, risks and "
        "restrictions. What both share, the loss of one takes from both.",
        "Из всех коридоров тот, у которого меньше всего общего с лучшим путём: транзитные страны, километры, риски и "
        "ограничения. Потеря общего отнимает оба пути.",
        "Barcha yoʻlaklardan eng yaxshi yoʻl bilan umumiyligi eng kami: oʻtiladigan mamlakatlar, kilometrlar, xatarlar "
        "va cheklovlar. Umumiy qism yoʻqolsa, ikkala yoʻl ham yoʻqoladi.",
    ),
    "other_way": ("stand-in", "замена", "oʻrnini bosuvchi"),
    "shared_km": ("shared km", "общих км", "umumiy km"),
    "shared_countries": ("shared transit", "общий транзит", "umumiy tranzit"),
    "shared_threats": (
        "shared risks and restrictions",
        "общие риски и ограничения",
        "umumiy xatarlar va cheklovlar",
    ),
    # what moves together
    "f_loading": ("loading", "погрузка", "yuklash"),
    "f_unloading": ("unloading", "выгрузка", "tushirish"),
    "f_hand_in": ("handing in", "сдача груза", "yukni topshirish"),
    "f_collection": ("collection", "выдача груза", "yukni olish"),
    "f_transhipment": ("transhipment", "перегрузка", "qayta yuklash"),
    "f_gauge_change": ("change of gauge", "смена колеи", "iz almashuvi"),
    "f_class_change": ("change of train", "смена поезда", "poyezd almashuvi"),
    "f_regrouping": ("wait for ordinary train", "ожидание обычного поезда", "oddiy poyezdni kutish"),
    "f_vessel_wait": ("wait for vessel", "ожидание судна", "kemani kutish"),
    "f_lane": ("sea lane", "морская линия", "dengiz liniyasi"),
    "f_service": ("service", "сервис", "xizmat"),
    "f_event": ("event", "событие", "hodisa"),
    "forward": ("there", "туда", "borish"),
    "back": ("back", "обратно", "qaytish"),
    "lane_black_sea": ("Black Sea", "Чёрное море", "Qora dengiz"),
    "lane_europe": ("Europe", "Европа", "Yevropa"),
    "lane_far_east": ("Far East", "Дальний Восток", "Uzoq Sharq"),
    "lane_gulf": ("the Gulf", "Персидский залив", "Fors koʻrfazi"),
    "lane_india": ("India", "Индия", "Hindiston"),
    "lane_intra_black_sea": ("within the Black Sea", "внутри Чёрного моря", "Qora dengiz ichida"),
    "lane_intra_gulf": ("within the Gulf", "внутри Персидского залива", "Fors koʻrfazi ichida"),
    "lane_intra_mediterranean": (
        "within the Mediterranean",
        "внутри Средиземного моря",
        "Oʻrta yer dengizi ichida",
    ),
    "lane_intra_north_europe": (
        "within northern Europe",
        "внутри Северной Европы",
        "Shimoliy Yevropa ichida",
    ),
    "lane_mediterranean": ("Mediterranean", "Средиземное море", "Oʻrta yer dengizi"),
    "lane_north_america": ("North America", "Северная Америка", "Shimoliy Amerika"),
    "lane_north_europe": ("northern Europe", "Северная Европа", "Shimoliy Yevropa"),
    "lane_red_sea": ("Red Sea", "Красное море", "Qizil dengiz"),
    "lane_south_asia": ("South Asia", "Южная Азия", "Janubiy Osiyo"),
    "lane_vladivostok": ("Vladivostok", "Владивосток", "Vladivostok"),
    # emissions
    "element": ("element", "элемент", "element"),
    "hubs": ("terminals and ports", "терминалы и порты", "terminallar va portlar"),
    "total": ("in all", "всего", "jami"),
    "wtt": ("well to tank", "от скважины до бака", "quduqdan bakkacha"),
    "ttw": ("tank to wheel", "от бака до колеса", "bakdan gʻildirakkacha"),
    "emissions_note": (
        "kg CO₂e per {unit}, well to wheel (ISO 14083).",
        "кг CO₂-экв. на {unit}, от скважины до колеса (ISO 14083).",
        "1 {unit} uchun kg CO₂-ekv., quduqdan gʻildirakkacha (ISO 14083).",
    ),
    "elements_of": ("Elements of the way: {name}", "Элементы пути: {name}", "Yoʻl elementlari: {name}"),
    "from": ("from", "откуда", "qayerdan"),
    "until": ("to", "куда", "qayerga"),
    "per": ("g CO₂e a tkm, kg a t", "г CO₂-экв. на т·км, кг на т", "t·km ga g CO₂-ekv., t ga kg"),
    "hub": ("handling", "обработка", "yuk ishlovi"),
    # sources
    "sources_of": ("Sources: {what}", "Источники: {what}", "Manbalar: {what}"),
    "by_figure": ("Which figure rests on which source", "Какой показатель на чём основан", "Koʻrsatkichlar manbalari"),
    "capacity": ("capacity", "пропускная способность", "oʻtkazish qobiliyati"),
    "all_sources": ("List of sources", "Список источников", "Manbalar roʻyxati"),
    "risks_events": ("risks and restrictions", "риски и ограничения", "xatarlar va cheklovlar"),
}

#: What corridors are called in Uzbek: the tables have their English and Russian names.
CORRIDORS_UZ = {
    "middle-corridor": "Oʻrta yoʻlak",
    "casca": "CASCA+",
    "trans-afghan": "Transafgʻon temir yoʻli",
    "cku": "Xitoy–Qirgʻiziston–Oʻzbekiston temir yoʻli",
    "southern": "Janubiy yoʻlak",
    "northern": "Shimoliy yoʻlak",
    "kti": "Qozogʻiston–Turkmaniston–Eron temir yoʻli",
    "lapis-lazuli": "Lojuvard yoʻlagi",
    "kazakhstan-china": "Qozogʻiston–Xitoy temir yoʻl oʻtkazish joylari",
    "salang-torkham": "Termiz–Salang–Torxam avtomobil yoʻli",
    "instc": "Shimol–Janub xalqaro transport yoʻlagi",
    "quetta-taftan": "Kvetta–Taftan–Zohidon",
}
