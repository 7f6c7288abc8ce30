"""Make the glossary in three languages, `docs/glossary.md`: ``python -m tools.make_glossary``.

A term that the report's pages use too is taken from their table of words by its key, so that both say the same.
"""

from __future__ import annotations

from pathlib import Path

from corridors.report.words import WORDS
from corridors.words.markdown import markdown_table

__all__ = ["PAGE", "TERMS", "main", "render", "term"]

PAGE = Path(__file__).resolve().parent.parent / "docs" / "glossary.md"

Three = tuple[str, str, str]

#: Terms in English, Russian and Uzbek (or a key of `WORDS`), and what they mean, in the same order.
TERMS: tuple[tuple[str | Three, Three], ...] = (
    (
        ("block train", "маршрутный поезд", "marshrut poyezdi"),
        (
            "A whole train of one sender that runs through without being regrouped.",
            "Целый поезд одного отправителя, который следует без переформирования.",
            "Bir joʻnatuvchining yoʻlda qayta tuzilmaydigan butun poyezdi.",
        ),
    ),
    (
        "border",
        (
            "Where a link passes from one country into another; its hours and dollars go by mode and direction.",
            "Место, где звено переходит из страны в страну; часы и доллары зависят от вида транспорта и направления.",
            "Boʻgʻin bir davlatdan boshqasiga oʻtadigan joy; soat va dollar transport turi va yoʻnalishga bogʻliq.",
        ),
    ),
    (
        ("bottleneck", "узкое место", "tor joy"),
        (
            "The link or operation of a way that carries least in a year.",
            "Звено или операция пути с наименьшей пропускной способностью за год.",
            "Yoʻlning bir yilda eng kam yuk oʻtkazadigan boʻgʻini yoki amali.",
        ),
    ),
    (
        "gauges",
        (
            "Transfer of the load, or of the bogies, where the gauge of the track is another (1,520, 1,435, 1,676 mm).",
            "Перегрузка или перестановка тележек там, где меняется ширина колеи (1520, 1435, 1676 мм).",
            "Iz kengligi oʻzgaradigan joyda yukni yoki vagon aravachalarini almashtirish (1520, 1435, 1676 mm).",
        ),
    ),
    (
        "capacity",
        (
            "How many million tonnes a year can pass.",
            "Сколько миллионов тонн может пройти за год.",
            "Bir yilda necha million tonna oʻtishi mumkin.",
        ),
    ),
    (
        ("closure", "закрытие", "yopilish"),
        (
            "An event that lets nothing, or some shipments not, through between two days.",
            "Событие, из-за которого в указанные дни не пропускают ничего или часть отправок.",
            "Koʻrsatilgan kunlarda hech narsani yoki ayrim joʻnatmalarni oʻtkazmaydigan hodisa.",
        ),
    ),
    (
        ("collection", "выдача груза", "yukni olish"),
        (
            "The hours from arrival until the shipment can be taken away.",
            "Часы от прибытия до момента, когда груз можно забрать.",
            "Yetib kelgandan yukni olib ketish mumkin boʻlguncha oʻtadigan soatlar.",
        ),
    ),
    (
        ("corridor", "коридор", "yoʻlak"),
        (
            "A named set of links, such as the Middle Corridor.",
            "Набор звеньев под общим именем, например Срединный коридор.",
            "Umumiy nomli boʻgʻinlar toʻplami, masalan Oʻrta yoʻlak.",
        ),
    ),
    (
        ("criticality", "критичность", "muhimlik darajasi"),
        (
            "What is lost, in days and dollars, when an element of the network is gone.",
            "Сколько суток и долларов теряется, если элемент сети выпадает.",
            "Tarmoq elementi ishdan chiqsa, necha kun va dollar yoʻqotiladi.",
        ),
    ),
    (
        ("detour", "крюк", "aylanma yoʻl"),
        (
            "A way that only turns aside to touch a corridor.",
            "Путь, который лишь сворачивает в сторону, чтобы коснуться коридора.",
            "Faqat yoʻlakka tegib oʻtish uchun chetga buriladigan yoʻl.",
        ),
    ),
    (
        "door",
        (
            "A time that counts the lorries of the first and last mile too.",
            "Время вместе с автомобилями первой и последней мили.",
            "Birinchi va oxirgi masofadagi yuk avtomobillari ham kirgan vaqt.",
        ),
    ),
    (
        ("event", "событие", "hodisa"),
        (
            "A dated closure or restriction, with its source.",
            "Закрытие или ограничение с датой и источником.",
            "Sanasi va manbasi koʻrsatilgan yopilish yoki cheklov.",
        ),
    ),
    (
        "feu",
        (
            "Forty-foot equivalent unit, FEU: the usual unit of a price here.",
            "Сорокафутовый эквивалент, FEU: обычная единица цены в этой библиотеке.",
            "Qirq futli ekvivalent, FEU: bu yerda narxning odatiy birligi.",
        ),
    ),
    (
        ("gateway", "ворота коридора", "yoʻlak darvozasi"),
        (
            "A link that a way must cross to count as using the corridor.",
            "Звено, которое путь должен пройти, чтобы считаться путём по коридору.",
            "Yoʻl shu yoʻlakdan oʻtgan hisoblanishi uchun bosib oʻtishi shart boʻlgan boʻgʻin.",
        ),
    ),
    (
        "generalised",
        (
            "Generalised cost: dollars, with the hours at the shipment's value of time.",
            "Обобщённая стоимость: доллары и часы, оценённые по стоимости времени груза.",
            "Umumlashgan xarajat: dollar va yuk vaqti qiymati boʻyicha baholangan soatlar.",
        ),
    ),
    (
        "grade",
        (
            "How sure a figure is: published, derived or estimated.",
            "Надёжность величины: опубликована, рассчитана или оценена.",
            "Qiymat ishonchliligi: eʼlon qilingan, hisoblangan yoki taxmin.",
        ),
    ),
    (
        ("handing in", "сдача груза", "yukni topshirish"),
        (
            "The hours from handing in at the terminal until departure.",
            "Часы от сдачи на терминал до отправления.",
            "Terminalga topshirilgandan joʻnaguncha oʻtadigan soatlar.",
        ),
    ),
    (
        "hub",
        (
            "What happens at a place between two links: loading, transhipment, change of gauge, waiting.",
            "Что происходит в пункте между звеньями: погрузка, перегрузка, смена колеи, ожидание.",
            "Ikki boʻgʻin orasida punktda bajariladigan ishlar: ortish, qayta yuklash, iz almashuvi, kutish.",
        ),
    ),
    (
        ("level", "уровень цен", "narx darajasi"),
        (
            "What a market charges on a date and in a direction, against the price year of the tables.",
            "Цена рынка на дату и в направлении относительно года цен таблиц.",
            "Bozorning maʼlum sana va yoʻnalishdagi narxi, jadvallar narx yiliga nisbatan.",
        ),
    ),
    (
        ("link", "звено", "boʻgʻin"),
        (
            "The stretch between two neighbouring places in one mode.",
            "Участок между соседними пунктами одним видом транспорта.",
            "Ikki qoʻshni punkt orasidagi bir transport turidagi qism.",
        ),
    ),
    (
        ("maximum flow", "наибольший поток", "eng katta oqim"),
        (
            "How much can move in a year through all capacities together.",
            "Сколько может пройти за год через все ограничения вместе.",
            "Barcha cheklovlar orqali bir yilda jami qancha yuk oʻtishi mumkin.",
        ),
    ),
    (
        ("mode", "вид транспорта", "transport turi"),
        (
            "Rail, road, ferry or sea.",
            "Железная дорога, автодорога, паром или море.",
            "Temir yoʻl, avtoyoʻl, parom yoki dengiz.",
        ),
    ),
    (
        ("P10, P50, P90", "P10, P50, P90", "P10, P50, P90"),
        (
            "One shipment in ten lies below P10, one in two below P50, nine in ten below P90.",
            "Ниже P10 одна отправка из десяти, ниже P50 одна из двух, ниже P90 девять из десяти.",
            "Oʻnta joʻnatmadan bittasi P10 dan, ikkitadan bittasi P50 dan, oʻntadan toʻqqiztasi P90 dan past.",
        ),
    ),
    (
        ("Pareto front", "фронт Парето", "Pareto chegarasi"),
        (
            "The ways that no other way beats in both time and cost.",
            "Пути, которые никакой другой не превосходит и по времени, и по цене.",
            "Boshqa hech bir yoʻl ham vaqt, ham narxda yengmaydigan yoʻllar.",
        ),
    ),
    (
        ("place", "пункт", "punkt"),
        (
            "A city, station, port, border station or junction.",
            "Город, станция, порт, пограничная станция или узел.",
            "Shahar, stansiya, port, chegara stansiyasi yoki tugun.",
        ),
    ),
    (
        ("project", "проект", "loyiha"),
        (
            "A dated change of the network: a line, a port, ships ordered.",
            "Изменение сети с датой: линия, порт, заказанные суда.",
            "Tarmoqning sanasi belgilangan oʻzgarishi: temir yoʻl, port, buyurtma qilingan kemalar.",
        ),
    ),
    (
        ("range", "диапазон", "oraliq"),
        (
            "From P10 to P90 of a figure, or of the sum of a whole way.",
            "От P10 до P90 величины или суммы всего пути.",
            "Qiymat yoki butun yoʻl yigʻindisining P10 dan P90 gacha oraligʻi.",
        ),
    ),
    (
        ("regret", "сожаление", "afsus"),
        (
            "How much worse a choice is than the best one would have been.",
            "Насколько выбор хуже, чем был бы лучший.",
            "Tanlov eng yaxshisidan qanchalik yomon chiqishi.",
        ),
    ),
    (
        "regular",
        (
            "One container handed in at a terminal, carried in ordinary or mixed trains.",
            "Один контейнер, сданный на терминал и следующий в обычных или сборных поездах.",
            "Terminalga topshirilib, oddiy yoki yigʻma poyezdlarda tashiladigan bitta konteyner.",
        ),
    ),
    (
        ("risk", "риск", "xatar"),
        (
            "Sanctions, war, insurability, theft or politics, from and to a date; named, not priced.",
            "Санкции, война, страхование, кражи или политика в указанные даты; называются, но не имеют цены.",
            "Sanksiya, urush, sugʻurta, oʻgʻirlik yoki siyosat, maʼlum sanalarda; nomi aytiladi, pulda baholanmaydi.",
        ),
    ),
    (
        ("robust choice", "устойчивый выбор", "barqaror tanlov"),
        (
            "A choice that loses little in any of many futures.",
            "Выбор, который мало теряет в любом из многих вариантов будущего.",
            "Koʻplab kelajak variantlarining har birida kam yoʻqotadigan tanlov.",
        ),
    ),
    (
        ("route", "маршрут", "marshrut"),
        (
            "A way from one place to another, with its account stage by stage.",
            "Путь из пункта в пункт с расчётом по этапам.",
            "Punktdan punktga yoʻl va uning bosqichma-bosqich hisobi.",
        ),
    ),
    (
        "run",
        (
            "A time without the terminals.",
            "Время без терминалов.",
            "Terminallarsiz hisoblangan vaqt.",
        ),
    ),
    (
        ("scenario", "сценарий", "ssenariy"),
        (
            "A named set of changes over the tables.",
            "Набор изменений таблиц под общим именем.",
            "Jadvallardagi oʻzgarishlarning nomlangan toʻplami.",
        ),
    ),
    (
        ("scope", "охват времени", "vaqt qamrovi"),
        (
            "What a time counts: run, terminal or door.",
            "Что входит во время: ход, терминал или дверь.",
            "Vaqtga nima kiradi: harakat, terminal yoki eshik.",
        ),
    ),
    (
        ("service", "сервис", "xizmat"),
        (
            "A train, ship or lorry that runs between places, so many times a week.",
            "Поезд, судно или автомобиль, который ходит между пунктами столько-то раз в неделю.",
            "Punktlar orasida haftasiga bir necha marta qatnaydigan poyezd, kema yoki yuk avtomobili.",
        ),
    ),
    (
        ("shipment", "отправка", "joʻnatma"),
        (
            "What moves: a container or a wagon.",
            "Что перевозится: контейнер или вагон.",
            "Tashiladigan birlik: konteyner yoki vagon.",
        ),
    ),
    (
        ("source", "источник", "manba"),
        (
            "Where a figure was read.",
            "Где прочитана величина.",
            "Qiymat olingan joy.",
        ),
    ),
    (
        "terminal",
        (
            "A time from handing in until the shipment can be collected.",
            "Время от сдачи до возможности получить груз.",
            "Topshirishdan yukni olish mumkin boʻlguncha oʻtgan vaqt.",
        ),
    ),
    (
        "teu",
        (
            "Twenty-foot equivalent unit, TEU.",
            "Двадцатифутовый эквивалент, TEU.",
            "Yigirma futli ekvivalent, TEU.",
        ),
    ),
    (
        ("transhipment", "перегрузка", "qayta yuklash"),
        (
            "From one mode to another: train to ship, ship to lorry.",
            "С одного вида транспорта на другой: с поезда на судно, с судна на автомобиль.",
            "Bir transport turidan boshqasiga: poyezddan kemaga, kemadan avtomobilga.",
        ),
    ),
    (
        ("value of time", "стоимость времени", "vaqt qiymati"),
        (
            "What an hour less is worth to the owner of the goods.",
            "Сколько для владельца груза стоит час экономии.",
            "Bir soat tejash yuk egasi uchun qancha turishi.",
        ),
    ),
    (
        ("wagonload", "повагонная отправка", "vagonli joʻnatma"),
        (
            "A wagon handed in singly and marshalled at every yard.",
            "Одиночный вагон, который переформировывают на каждой сортировочной станции.",
            "Har bir saralash stansiyasida qayta tuziladigan yakka vagon.",
        ),
    ),
    (
        "way",
        (
            "The sequence of links and handling from origin to destination.",
            "Последовательность звеньев и операций от отправления до назначения.",
            "Joʻnash joyidan manzilgacha boʻlgan boʻgʻinlar va ishlov ketma-ketligi.",
        ),
    ),
    (
        "wtt",
        (
            "Emissions of making and bringing the fuel or current.",
            "Выбросы при производстве и доставке топлива или тока.",
            "Yoqilgʻi yoki elektrni ishlab chiqarish va yetkazishdagi chiqindilar.",
        ),
    ),
    (
        "ttw",
        (
            "Emissions of the vehicle itself.",
            "Выбросы самого транспортного средства.",
            "Transport vositasining oʻz chiqindilari.",
        ),
    ),
    (
        ("yard", "парк", "park"),
        (
            "The part of a place for one mode, gauge and class: the vertex of the routing graph.",
            "Часть пункта для одного вида транспорта, колеи и вида отправки: вершина графа.",
            "Punktning bitta transport turi, iz va joʻnatma turi uchun qismi: graf uchi.",
        ),
    ),
)

_HEAD = """\
# Glossary

<!-- written by `python -m tools.make_glossary`; do not edit -->

The words of the library in English, Russian and Uzbek. Terms that [the report](report.md) uses are the same there.
Arguments and columns keep their English names in every language.
"""


def main() -> None:
    PAGE.write_text(render(), encoding="utf-8")


def render() -> str:
    """Give the page, in the order of the English terms."""
    rows = sorted(
        ([f"**{name}**: {said}" for name, said in zip(term(names), means, strict=True)] for names, means in TERMS),
        key=_order,
    )
    return "\n".join([_HEAD, *markdown_table(["English", "Русский", "Oʻzbekcha"], rows), ""])


def term(names: str | Three) -> Three:
    """Give a term in three languages."""
    return WORDS[names] if isinstance(names, str) else names


def _order(row: list[str]) -> str:
    return row[0].casefold()


if __name__ == "__main__":
    main()
