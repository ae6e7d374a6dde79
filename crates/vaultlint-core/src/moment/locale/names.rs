//! The languages.

use super::{HalfDays, Locale, Ordinal};

const AM_PM: HalfDays = HalfDays::Two(["AM", "PM"]);
const CHINESE: HalfDays = HalfDays::Many(&[
    (600, "凌晨"),
    (900, "早上"),
    (1130, "上午"),
    (1230, "中午"),
    (1800, "下午"),
    (2400, "晚上"),
]);
const RUSSIAN: HalfDays = HalfDays::Many(&[(400, "ночи"), (1200, "утра"), (1700, "дня"), (2400, "вечера")]);

pub(super) const ENGLISH: Locale = Locale {
    name: "en",
    months: "January February March April May June July August September October November December",
    months_of_day: None,
    short_months: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    weekdays: "Sunday Monday Tuesday Wednesday Thursday Friday Saturday",
    short_weekdays: "Sun Mon Tue Wed Thu Fri Sat",
    shortest_weekdays: "Su Mo Tu We Th Fr Sa",
    ordinal: Ordinal::English,
    half_days: AM_PM,
    long: [
        "h:mm A",
        "h:mm:ss A",
        "MM/DD/YYYY",
        "MMMM D, YYYY",
        "MMMM D, YYYY h:mm A",
        "dddd, MMMM D, YYYY h:mm A",
    ],
    iso_weeks: false,
};

/// All languages.
pub(super) static ALL: [Locale; 16] = [
    ENGLISH,
    Locale {
        name: "en-gb",
        long: [
            "HH:mm",
            "HH:mm:ss",
            "DD/MM/YYYY",
            "D MMMM YYYY",
            "D MMMM YYYY HH:mm",
            "dddd, D MMMM YYYY HH:mm",
        ],
        iso_weeks: true,
        ..ENGLISH
    },
    Locale {
        name: "de",
        months: "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        short_months: "Jan. Feb. März Apr. Mai Juni Juli Aug. Sep. Okt. Nov. Dez.",
        weekdays: "Sonntag Montag Dienstag Mittwoch Donnerstag Freitag Samstag",
        short_weekdays: "So. Mo. Di. Mi. Do. Fr. Sa.",
        shortest_weekdays: "So Mo Di Mi Do Fr Sa",
        ordinal: Ordinal::Sign("."),
        long: [
            "HH:mm",
            "HH:mm:ss",
            "DD.MM.YYYY",
            "D. MMMM YYYY",
            "D. MMMM YYYY HH:mm",
            "dddd, D. MMMM YYYY HH:mm",
        ],
        iso_weeks: true,
        ..ENGLISH
    },
    Locale {
        name: "fr",
        months: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        short_months: "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
        weekdays: "dimanche lundi mardi mercredi jeudi vendredi samedi",
        short_weekdays: "dim. lun. mar. mer. jeu. ven. sam.",
        shortest_weekdays: "di lu ma me je ve sa",
        ordinal: Ordinal::French,
        long: [
            "HH:mm",
            "HH:mm:ss",
            "DD/MM/YYYY",
            "D MMMM YYYY",
            "D MMMM YYYY HH:mm",
            "dddd D MMMM YYYY HH:mm",
        ],
        iso_weeks: true,
        ..ENGLISH
    },
    Locale {
        name: "es",
        months: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        short_months: "ene. feb. mar. abr. may. jun. jul. ago. sep. oct. nov. dic.",
        weekdays: "domingo lunes martes miércoles jueves viernes sábado",
        short_weekdays: "dom. lun. mar. mié. jue. vie. sáb.",
        shortest_weekdays: "do lu ma mi ju vi sá",
        ordinal: Ordinal::Sign("º"),
        long: [
            "H:mm",
            "H:mm:ss",
            "DD/MM/YYYY",
            "D [de] MMMM [de] YYYY",
            "D [de] MMMM [de] YYYY H:mm",
            "dddd, D [de] MMMM [de] YYYY H:mm",
        ],
        iso_weeks: true,
        ..ENGLISH
    },
    Locale {
        name: "it",
        months: "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        short_months: "gen feb mar apr mag giu lug ago set ott nov dic",
        weekdays: "domenica lunedì martedì mercoledì giovedì venerdì sabato",
        short_weekdays: "dom lun mar mer gio ven sab",
        shortest_weekdays: "do lu ma me gi ve sa",
        ordinal: Ordinal::Sign("º"),
        long: [
            "HH:mm",
            "HH:mm:ss",
            "DD/MM/YYYY",
            "D MMMM YYYY",
            "D MMMM YYYY HH:mm",
            "dddd D MMMM YYYY HH:mm",
        ],
        iso_weeks: true,
        ..ENGLISH
    },
    Locale { name: "pt", iso_weeks: true, ..PORTUGUESE },
    Locale { name: "pt-br", ..PORTUGUESE },
    Locale {
        name: "nl",
        months: "januari februari maart april mei juni juli augustus september oktober november december",
        short_months: "jan feb mrt apr mei jun jul aug sep okt nov dec",
        weekdays: "zondag maandag dinsdag woensdag donderdag vrijdag zaterdag",
        short_weekdays: "zo. ma. di. wo. do. vr. za.",
        shortest_weekdays: "zo ma di wo do vr za",
        ordinal: Ordinal::Dutch,
        long: [
            "HH:mm",
            "HH:mm:ss",
            "DD-MM-YYYY",
            "D MMMM YYYY",
            "D MMMM YYYY HH:mm",
            "dddd D MMMM YYYY HH:mm",
        ],
        iso_weeks: true,
        ..ENGLISH
    },
    Locale {
        name: "sv",
        months: "januari februari mars april maj juni juli augusti september oktober november december",
        short_months: "jan feb mar apr maj jun jul aug sep okt nov dec",
        weekdays: "söndag måndag tisdag onsdag torsdag fredag lördag",
        short_weekdays: "sön mån tis ons tor fre lör",
        shortest_weekdays: "sö må ti on to fr lö",
        ordinal: Ordinal::Swedish,
        long: [
            "HH:mm",
            "HH:mm:ss",
            "YYYY-MM-DD",
            "D MMMM YYYY",
            "D MMMM YYYY [kl.] HH:mm",
            "dddd D MMMM YYYY [kl.] HH:mm",
        ],
        iso_weeks: true,
        ..ENGLISH
    },
    Locale {
        name: "da",
        months: "januar februar marts april maj juni juli august september oktober november december",
        short_months: "jan feb mar apr maj jun jul aug sep okt nov dec",
        weekdays: "søndag mandag tirsdag onsdag torsdag fredag lørdag",
        short_weekdays: "søn man tir ons tor fre lør",
        shortest_weekdays: "sø ma ti on to fr lø",
        ordinal: Ordinal::Sign("."),
        long: [
            "HH:mm",
            "HH:mm:ss",
            "DD.MM.YYYY",
            "D. MMMM YYYY",
            "D. MMMM YYYY HH:mm",
            "dddd [d.] D. MMMM YYYY [kl.] HH:mm",
        ],
        iso_weeks: true,
        ..ENGLISH
    },
    Locale {
        name: "pl",
        months: "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
        months_of_day: Some(
            "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        ),
        short_months: "sty lut mar kwi maj cze lip sie wrz paź lis gru",
        weekdays: "niedziela poniedziałek wtorek środa czwartek piątek sobota",
        short_weekdays: "ndz pon wt śr czw pt sob",
        shortest_weekdays: "Nd Pn Wt Śr Cz Pt So",
        ordinal: Ordinal::Sign("."),
        long: [
            "HH:mm",
            "HH:mm:ss",
            "DD.MM.YYYY",
            "D MMMM YYYY",
            "D MMMM YYYY HH:mm",
            "dddd, D MMMM YYYY HH:mm",
        ],
        iso_weeks: true,
        ..ENGLISH
    },
    Locale {
        name: "ru",
        months: "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
        months_of_day: Some(
            "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        ),
        short_months: "янв. февр. мар. апр. мая июня июля авг. сент. окт. нояб. дек.",
        weekdays: "воскресенье понедельник вторник среда четверг пятница суббота",
        short_weekdays: "вс пн вт ср чт пт сб",
        shortest_weekdays: "вс пн вт ср чт пт сб",
        ordinal: Ordinal::Russian,
        half_days: RUSSIAN,
        long: [
            "H:mm",
            "H:mm:ss",
            "DD.MM.YYYY",
            "D MMMM YYYY г.",
            "D MMMM YYYY г., H:mm",
            "dddd, D MMMM YYYY г., H:mm",
        ],
        iso_weeks: true,
    },
    Locale {
        name: "zh-cn",
        months: "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月",
        short_months: "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
        weekdays: "星期日 星期一 星期二 星期三 星期四 星期五 星期六",
        short_weekdays: "周日 周一 周二 周三 周四 周五 周六",
        shortest_weekdays: "日 一 二 三 四 五 六",
        ordinal: Ordinal::Chinese,
        half_days: CHINESE,
        long: [
            "HH:mm",
            "HH:mm:ss",
            "YYYY/MM/DD",
            "YYYY年M月D日",
            "YYYY年M月D日Ah点mm分",
            "YYYY年M月D日ddddAh点mm分",
        ],
        iso_weeks: true,
        ..ENGLISH
    },
    Locale {
        name: "ja",
        months: "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
        short_months: "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
        weekdays: "日曜日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日",
        short_weekdays: "日 月 火 水 木 金 土",
        shortest_weekdays: "日 月 火 水 木 金 土",
        ordinal: Ordinal::Day("日"),
        half_days: HalfDays::Two(["午前", "午後"]),
        long: [
            "HH:mm",
            "HH:mm:ss",
            "YYYY/MM/DD",
            "YYYY年M月D日",
            "YYYY年M月D日 HH:mm",
            "YYYY年M月D日 dddd HH:mm",
        ],
        ..ENGLISH
    },
    Locale {
        name: "ko",
        months: "1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월",
        short_months: "1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월",
        weekdays: "일요일 월요일 화요일 수요일 목요일 금요일 토요일",
        short_weekdays: "일 월 화 수 목 금 토",
        shortest_weekdays: "일 월 화 수 목 금 토",
        ordinal: Ordinal::Korean,
        half_days: HalfDays::Two(["오전", "오후"]),
        long: [
            "A h:mm",
            "A h:mm:ss",
            "YYYY.MM.DD.",
            "YYYY년 MMMM D일",
            "YYYY년 MMMM D일 A h:mm",
            "YYYY년 MMMM D일 dddd A h:mm",
        ],
        ..ENGLISH
    },
];

const PORTUGUESE: Locale = Locale {
    name: "pt",
    months: "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    short_months: "jan fev mar abr mai jun jul ago set out nov dez",
    weekdays: "domingo segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado",
    short_weekdays: "dom seg ter qua qui sex sáb",
    shortest_weekdays: "do 2ª 3ª 4ª 5ª 6ª sá",
    ordinal: Ordinal::Sign("º"),
    long: [
        "HH:mm",
        "HH:mm:ss",
        "DD/MM/YYYY",
        "D [de] MMMM [de] YYYY",
        "D [de] MMMM [de] YYYY HH:mm",
        "dddd, D [de] MMMM [de] YYYY HH:mm",
    ],
    ..ENGLISH
};
