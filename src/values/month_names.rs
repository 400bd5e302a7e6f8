//! The names of months and weekdays in each language, as people write them in dates.

/// Months January to December: full names, then `|` and abbreviations; without `|` the name is never shortened.
pub(super) type Months = [&'static str; 12];
/// Weekdays Monday to Sunday, written likewise.
pub(super) type Weekdays = [&'static str; 7];

pub(super) const EN_MONTHS: Months = [
    "January|Jan",
    "February|Feb",
    "March|Mar",
    "April|Apr",
    "May",
    "June|Jun",
    "July|Jul",
    "August|Aug",
    "September|Sep Sept",
    "October|Oct",
    "November|Nov",
    "December|Dec",
];
pub(super) const FR_MONTHS: Months = [
    "janvier|janv jan",
    "février|févr fév",
    "mars",
    "avril|avr",
    "mai",
    "juin",
    "juillet|juil juill",
    "août",
    "septembre|sept sep",
    "octobre|oct",
    "novembre|nov",
    "décembre|déc",
];
pub(super) const ES_MONTHS: Months = [
    "enero|ene",
    "febrero|feb",
    "marzo|mar",
    "abril|abr",
    "mayo|may",
    "junio|jun",
    "julio|jul",
    "agosto|ago",
    "septiembre setiembre|sept sep set",
    "octubre|oct",
    "noviembre|nov",
    "diciembre|dic",
];
pub(super) const DE_MONTHS: Months = [
    "Januar Jänner Jaenner|Jan Jän",
    "Februar Feber|Feb Febr",
    "März Maerz|Mrz Mär",
    "April|Apr",
    "Mai",
    "Juni|Jun",
    "Juli|Jul",
    "August|Aug",
    "September|Sept Sep",
    "Oktober|Okt",
    "November|Nov",
    "Dezember|Dez",
];
pub(super) const IT_MONTHS: Months = [
    "gennaio|gen genn",
    "febbraio|feb febbr",
    "marzo|mar",
    "aprile|apr",
    "maggio|mag",
    "giugno|giu",
    "luglio|lug",
    "agosto|ago",
    "settembre|set sett",
    "ottobre|ott",
    "novembre|nov",
    "dicembre|dic",
];
pub(super) const PT_MONTHS: Months = [
    "janeiro|jan",
    "fevereiro|fev",
    "março|mar",
    "abril|abr",
    "maio|mai",
    "junho|jun",
    "julho|jul",
    "agosto|ago",
    "setembro|set",
    "outubro|out",
    "novembro|nov",
    "dezembro|dez",
];
pub(super) const NL_MONTHS: Months = [
    "januari|jan",
    "februari|feb febr",
    "maart|mrt",
    "april|apr",
    "mei",
    "juni|jun",
    "juli|jul",
    "augustus|aug",
    "september|sep sept",
    "oktober|okt",
    "november|nov",
    "december|dec",
];

// As they are written in dates, then the name of the month itself.
pub(super) const RU_MONTHS: Months = [
    "января январь|янв",
    "февраля февраль|фев февр",
    "марта март|мар",
    "апреля апрель|апр",
    "мая май",
    "июня июнь|июн",
    "июля июль|июл",
    "августа август|авг",
    "сентября сентябрь|сен сент",
    "октября октябрь|окт",
    "ноября ноябрь|ноя нояб",
    "декабря декабрь|дек",
];
pub(super) const PL_MONTHS: Months = [
    "stycznia styczeń|sty",
    "lutego luty|lut",
    "marca marzec|mar",
    "kwietnia kwiecień|kwi",
    "maja maj",
    "czerwca czerwiec|cze",
    "lipca lipiec|lip",
    "sierpnia sierpień|sie",
    "września wrzesień|wrz",
    "października październik|paź",
    "listopada listopad|lis",
    "grudnia grudzień|gru",
];
pub(super) const SV_MONTHS: Months = [
    "januari|jan",
    "februari|feb febr",
    "mars|mar",
    "april|apr",
    "maj",
    "juni|jun",
    "juli|jul",
    "augusti|aug",
    "september|sep sept",
    "oktober|okt",
    "november|nov",
    "december|dec",
];
pub(super) const DA_MONTHS: Months = [
    "januar|jan",
    "februar|feb febr",
    "marts|mar",
    "april|apr",
    "maj",
    "juni|jun",
    "juli|jul",
    "august|aug",
    "september|sep sept",
    "oktober|okt",
    "november|nov",
    "december|dec",
];
pub(super) const NB_MONTHS: Months = [
    "januar|jan",
    "februar|feb febr",
    "mars|mar",
    "april|apr",
    "mai",
    "juni|jun",
    "juli|jul",
    "august|aug",
    "september|sep sept",
    "oktober|okt",
    "november|nov",
    "desember|des",
];

pub(super) const EN_WEEKDAYS: Weekdays = [
    "Monday|Mon",
    "Tuesday|Tue Tues",
    "Wednesday|Wed",
    "Thursday|Thu Thur Thurs",
    "Friday|Fri",
    "Saturday|Sat",
    "Sunday|Sun",
];
pub(super) const FR_WEEKDAYS: Weekdays =
    ["lundi|lun", "mardi|mar", "mercredi|mer", "jeudi|jeu", "vendredi|ven", "samedi|sam", "dimanche|dim"];
pub(super) const ES_WEEKDAYS: Weekdays =
    ["lunes|lun", "martes|mar", "miércoles|mié", "jueves|jue", "viernes|vie", "sábado|sáb", "domingo|dom"];
pub(super) const DE_WEEKDAYS: Weekdays =
    ["Montag|Mo", "Dienstag|Di", "Mittwoch|Mi", "Donnerstag|Do", "Freitag|Fr", "Samstag Sonnabend|Sa", "Sonntag|So"];
pub(super) const IT_WEEKDAYS: Weekdays =
    ["lunedì|lun", "martedì|mar", "mercoledì|mer", "giovedì|gio", "venerdì|ven", "sabato|sab", "domenica|dom"];
pub(super) const PT_WEEKDAYS: Weekdays =
    ["segunda|seg", "terça|ter", "quarta|qua", "quinta|qui", "sexta|sex", "sábado|sáb", "domingo|dom"];
pub(super) const NL_WEEKDAYS: Weekdays =
    ["maandag|ma", "dinsdag|di", "woensdag|wo", "donderdag|do", "vrijdag|vr", "zaterdag|za", "zondag|zo"];

pub(super) const RU_WEEKDAYS: Weekdays = [
    "понедельник|пн пнд",
    "вторник|вт",
    "среда среду|ср",
    "четверг|чт",
    "пятница пятницу|пт",
    "суббота субботу|сб",
    "воскресенье|вс",
];
pub(super) const PL_WEEKDAYS: Weekdays = [
    "poniedziałek|pon pn",
    "wtorek|wt wto",
    "środa środę|śr śro",
    "czwartek|czw",
    "piątek|pt pią",
    "sobota sobotę|sob",
    "niedziela niedzielę|niedz nd",
];
pub(super) const SV_WEEKDAYS: Weekdays =
    ["måndag|mån", "tisdag|tis", "onsdag|ons", "torsdag|tors tor", "fredag|fre", "lördag|lör", "söndag|sön"];
pub(super) const DA_WEEKDAYS: Weekdays =
    ["mandag|man", "tirsdag|tirs tir", "onsdag|ons", "torsdag|tors tor", "fredag|fre", "lørdag|lør", "søndag|søn"];
