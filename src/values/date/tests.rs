//! Dates as people write them, and what is said of those that cannot be read.
use super::*;

fn iso(text: &str) -> String {
    match read(text, DateOptions::default()) {
        Ok(date) => date.iso(),
        Err(error) => format!("{}: {}", error.cause.name(), error.message),
    }
}

fn cause(text: &str) -> (&'static str, String) {
    let error = read(text, DateOptions::default()).expect_err(text);
    (error.cause.name(), text[error.part].to_string())
}

fn corrected(text: &str) -> Option<String> {
    read(text, DateOptions::default()).expect_err(text).corrected
}

#[test]
fn one_day_can_be_written_in_many_ways() {
    for text in [
        "2017-01-18",
        "2017-1-18",
        "2017/01/18",
        "20170118",
        "18/01/2017",
        "01/18/2017",
        "18.1.2017",
        "18. 1. 2017",
        "18 janvier 2017",
        "18 JANVIER 2017",
        "18 janv. 2017",
        "mercredi 18 janvier 2017",
        "le 18 janvier 2017",
        "Mer. 18 janvier 2017",
        "18 de enero de 2017",
        "miércoles, 18 de enero de 2017",
        "18. Januar 2017",
        "Mittwoch, den 18. Januar 2017",
        "18 gennaio 2017",
        "mercoledì 18 gennaio 2017",
        "18 de janeiro de 2017",
        "quarta-feira, 18 de janeiro de 2017",
        "18 januari 2017",
        "woensdag 18 januari 2017",
        "January 18, 2017",
        "January 18th, 2017",
        "Jan. 18, 2017",
        "Wednesday, January 18, 2017",
        "18th of January 2017",
        "18-Jan-2017",
        "2017 January 18",
        "2017-Jan-18",
        "18\u{a0}janvier\u{a0}2017",
        "18 января 2017",
        "18 января 2017 г.",
        "18 января 2017 года",
        "18 янв. 2017",
        "среда, 18 января 2017 г.",
        "18 stycznia 2017",
        "18 stycznia 2017 r.",
        "środa, 18 stycznia 2017 roku",
        "18 sty 2017",
        "den 18 januari 2017",
        "onsdag 18 januari 2017",
        "onsdag den 18. januar 2017",
        "18. jan. 2017",
        "2017年1月18日",
        "2017年01月18日",
        "2017年1月18号",
        "2017年1月18日(水)",
        "2017年1月18日 星期三",
        "2017년 1월 18일 수요일",
        "2017 年 1 月 18 日",
        "2017년 1월 18일",
        "2017년1월18일",
    ] {
        assert_eq!(iso(text), "2017-01-18", "{text}");
    }
}

#[test]
fn dashes_and_digits_of_other_keyboards_are_not_dates_but_are_corrected() {
    for text in ["2017–01–18", "2017‑01‑18", "２０１７-０１-１８", "2017／01／18"] {
        assert_eq!(cause(text).0, "not-a-date", "{text}");
        assert!(matches!(corrected(text).as_deref(), Some("2017-01-18" | "2017/01/18")), "{text}");
    }
    assert_eq!(cause("2017–01–18").1, "–");
    let message = |text: &str| iso(text).split_once(": ").map(|(_, message)| message.to_string());
    let dash = "`2017–01–18` is not a date: it contains an en dash (`–`) instead of a hyphen (`-`)";
    assert_eq!(message("2017–01–18").as_deref(), Some(dash));
    let digit = "`201７-01-18` is not a date: it contains a full-width digit (`７`) instead of the digit `7`";
    assert_eq!(message("201７-01-18").as_deref(), Some(digit));
    assert_eq!(cause("18–20 janvier 2017").0, "not-a-date");
    assert_eq!((cause("2O17-01-18").0, cause("2017--01-18").0), ("not-a-date", "not-a-date"));
    assert_eq!(iso("1 er janvier 2017"), "2017-01-01");
}

#[test]
fn a_time_may_follow_and_an_offset_too() {
    for text in [
        "2017-01-18T10:20:30Z",
        "2017-01-18T10:20:30.123+01:00",
        "2017-01-18 10:20",
        "2017-01-18 10:20:30 -0500",
        "2017-01-18 10:20:30 +01:00",
        "2017-01-18 10:20:30 CET",
        "Wed, 18 Jan 2017 10:20:30 +0100",
        "2017-01-18T10:20:30+01:00[Europe/Paris]",
        "2017-01-18 10:20:30 Europe/Paris",
        "18 janvier 2017 à 10h20",
        "January 18, 2017 at 10:20 PM",
        "18. Januar 2017, 10 Uhr",
        "2017-01-18 24:00:00",
    ] {
        assert_eq!(iso(text), "2017-01-18", "{text}");
    }
    let date = read("2017-01-18 22:20:30 -0530", DateOptions::default()).unwrap();
    assert_eq!((date.time, date.offset), (Time::new(22, 20, 30, 0).ok(), Some(-330)));
    assert_eq!(read("January 18, 2017 10:20 PM", DateOptions::default()).unwrap().time, Time::new(22, 20, 0, 0).ok());
}

#[test]
fn the_first_of_a_month_and_names_with_accents_are_read() {
    assert_eq!(iso("14 juill. 2017"), "2017-07-14");
    assert_eq!(iso("1er janvier 2017"), "2017-01-01");
    assert_eq!(iso("1º de março de 2017"), "2017-03-01");
    assert_eq!(iso("3 fevrier 2017"), "2017-02-03");
    assert_eq!(iso("5 août 2016"), "2016-08-05");
    assert_eq!(iso("1. März 2017"), "2017-03-01");
    assert_eq!(iso("mar. 17 janvier 2017"), "2017-01-17");
    assert_eq!(iso("17 mar 2017"), "2017-03-17");
    for text in ["l'8 marzo 2017", "L’8 marzo 2017", "mercoledì l'8 marzo 2017", "dell'8 marzo 2017"] {
        assert_eq!(iso(text), "2017-03-08", "{text}");
    }
    for text in ["1.º de enero de 2017", "1ro de enero del año 2017", "1.º de janeiro de 2017", "1ᵉʳ janvier 2017"]
    {
        assert_eq!(iso(text), "2017-01-01", "{text}");
    }
    for text in ["am 18. Jänner 2017 um 10.30 Uhr", "18 januari 2017 om 10:30 uur", "du 18 janvier 2017 à 10h30"] {
        assert_eq!(iso(text), "2017-01-18", "{text}");
    }
    assert_eq!(cause("Wed Jan 18 10:30:00 2017").0, "not-a-date");
    assert_eq!(cause("8 l'marzo 2017").0, "unknown-month");
}

#[test]
fn a_month_with_its_year_is_a_date_of_a_month() {
    for text in [
        "январь 2017",
        "styczeń 2017",
        "2017年1月",
        "2017년 1월",
        "janvier 2017",
        "January, 2017",
        "2017-01",
        "01/2017",
        "Jan. 2017",
        "enero de 2017",
    ] {
        assert_eq!(iso(text), "2017-01", "{text}");
    }
}

#[test]
fn a_date_outside_the_calendar_is_reported_at_its_wrong_part() {
    assert_eq!(cause("31 avril 2017"), ("impossible-day", "31".into()));
    assert_eq!(iso("31 avril 2017"), "impossible-day: `31 avril 2017` is not in the calendar: April 2017 has 30 days");
    assert_eq!(cause("2017-02-30"), ("impossible-day", "30".into()));
    assert_eq!(cause("29 février 2017"), ("impossible-day", "29".into()));
    assert_eq!(iso("29 février 2016"), "2016-02-29");
    assert_eq!(cause("2017-13-01"), ("impossible-month", "13".into()));
    assert_eq!(cause("2017-00-10"), ("impossible-month", "00".into()));
    assert_eq!(cause("2017-01-18 25:00:00"), ("impossible-time", "25:00:00".into()));
    assert_eq!(cause("2017-01-18 10:61"), ("impossible-time", "10:61".into()));
    assert_eq!(cause("2017-01-18 10:20:30 +23:00"), ("impossible-offset", "+23:00".into()));
    assert_eq!(cause("2017-01-18T10:20:30-1300"), ("impossible-offset", "-1300".into()));
}

#[test]
fn a_weekday_must_match_its_day() {
    assert_eq!(cause("lundi 18 janvier 2017"), ("wrong-weekday", "lundi".into()));
    assert_eq!(iso("lundi 18 janvier 2017"), "wrong-weekday: 18 January 2017 is a Wednesday, not `lundi`");
    assert_eq!(corrected("Lundi 18 janvier 2017").as_deref(), Some("Mercredi 18 janvier 2017"));
    assert_eq!(corrected("Mon, 18 Jan 2017").as_deref(), Some("Wed, 18 Jan 2017"));
    assert_eq!(corrected("lun. 18 enero 2017").as_deref(), Some("mié. 18 enero 2017"));
}

#[test]
fn an_ambiguous_or_incomplete_date_is_reported() {
    assert_eq!(iso("03/04/2017"), "ambiguous: `03/04/2017` can be 3 April 2017 or 4 March 2017");
    assert_eq!(iso("04/04/2017"), "2017-04-04");
    assert_eq!(iso("03.04.2017"), "2017-04-03");
    let order = |day_first| read("03/04/2017", DateOptions { day_first: Some(day_first), ..DateOptions::default() });
    assert_eq!(order(true).unwrap().iso(), "2017-04-03");
    assert_eq!(order(false).unwrap().iso(), "2017-03-04");
    let of = |locales| read("3/5/2017", DateOptions { locales, day_first: None }).map(|date| date.iso()).ok();
    assert_eq!(of(&[Locale::Fr]).as_deref(), Some("2017-05-03"));
    assert_eq!(of(&[Locale::En]).as_deref(), Some("2017-03-05"));
    assert_eq!(of(&[Locale::EnGb, Locale::Sv]).as_deref(), Some("2017-05-03"));
    assert_eq!(of(&[Locale::En, Locale::Fr]), None);
    assert_eq!(cause("18/01/17"), ("two-digit-year", "17".into()));
    assert_eq!(cause("18 janvier 17"), ("two-digit-year", "17".into()));
    assert_eq!(cause("2017").0, "incomplete");
    assert_eq!(cause("18 janvier").0, "incomplete");
}

#[test]
fn a_misspelt_month_is_reported_and_corrected() {
    assert_eq!(cause("18 janvire 2017"), ("unknown-month", "janvire".into()));
    assert_eq!(corrected("18 janvire 2017").as_deref(), Some("18 janvier 2017"));
    assert_eq!(corrected("Janury 18, 2017").as_deref(), Some("January 18, 2017"));
    assert_eq!(corrected("2017-18-01").as_deref(), Some("2017-01-18"));
    assert_eq!(cause("18 brumaire 2017"), ("unknown-month", "brumaire".into()));
    assert_eq!(iso("18 січня 2017"), "unknown-month: unknown month `січня`: its language is not supported");
    assert_eq!(iso("18 يناير 2017"), "unknown-month: unknown month `يناير`: its language is not supported");
    assert_eq!(iso("2017年1月18日水"), "not-a-date: `2017年1月18日水` is not a date in any supported language");
    assert_eq!(corrected("18 янвяря 2017").as_deref(), Some("18 января 2017"));
    assert_eq!(corrected("18 styczna 2017").as_deref(), Some("18 stycznia 2017"));
}

#[test]
fn other_text_is_not_a_date() {
    for text in [
        "",
        "TBD",
        "soon",
        "in March we met",
        "18",
        "2017-",
        "hello 2017-01-18",
        "2017-01-18 (draft",
        "1.2.3.4",
        "2017-01-18 and more",
        "18 janvier 2017 x",
        "next Monday",
        "v1.2.3",
        "10:20",
        "-",
        "²",
        "١٨/٠١/٢٠١٧",
    ] {
        assert!(matches!(cause(text).0, "not-a-date" | "incomplete" | "two-digit-year"), "{text}: {:?}", cause(text));
    }
}

#[test]
fn only_the_languages_of_the_site_are_read_when_they_are_set() {
    let french = DateOptions { locales: &[Locale::Fr], day_first: None };
    assert!(read("18 janvier 2017", french).is_ok());
    assert!(read("18 mai 2017", french).is_ok());
    let error = read("18 January 2017", french).unwrap_err();
    assert_eq!((error.cause, error.corrected.as_deref()), (Cause::OtherLanguage, Some("18 janvier 2017")));
}

#[test]
fn a_form_by_example_covers_dates_written_in_the_same_way() {
    let covers = |example: &str, text: &str| {
        let form = Form::by_example(example, &[]).unwrap();
        let options = DateOptions { locales: &[], day_first: form.day_first() };
        form.covers(&read(text, options).unwrap())
    };
    for text in ["18 janvier 2017", "1er mars 2017", "8 mai 2017", "08 AOUT 2016"] {
        assert!(covers("18 janvier 2017", text), "{text}");
    }
    for text in ["2017-01-18", "18 janv. 2017", "18 January 2017", "mercredi 18 janvier 2017", "janvier 2017"] {
        assert!(!covers("18 janvier 2017", text), "{text}");
    }
    assert!(covers("2017-01-18", "2017-12-01"));
    assert!(!covers("2017-01-18", "2017-1-18"));
    assert!(!covers("2017-01-18", "2017-01-18 10:20"));
    assert!(covers("18/01/2017", "03/04/2017"));
    assert!(covers("18 janv. 2017", "18 févr. 2017"));
    assert!(covers("18 janv. 2017", "18 mars 2017"));
    assert!(covers("2017-01-18 10:20:30 +0100", "2016-02-19 11:22:33 -0500"));
}

#[test]
fn a_zone_and_a_fraction_are_no_other_family() {
    let family = |text: &str| read(text, DateOptions::default()).unwrap().form.family();
    let usual = family("2017-01-18T10:20:30Z");
    for text in ["2017-01-18T10:20:30+01:00", "2017-02-19T10:20:30.123Z", "2017-01-18T23:59:59-0500"] {
        assert_eq!(family(text), usual, "{text}");
    }
    for text in
        ["2017-01-18", "2017-1-18T10:20:30Z", "2017-01-18T10:20:30", "2017-01-18 10:20:30 +0100", "2017-01-18T10:20Z"]
    {
        assert_ne!(family(text), usual, "{text}");
    }
    assert_eq!(family("18 janvier 2017"), family("19 May 2018"));
    assert_eq!((family("2017-01-18").padded(), family("2017-11-18").padded()), (Some(true), None));
}

#[test]
fn a_date_with_a_time_is_never_written_without_its_zone() {
    let forms = |text: &str| read(text, DateOptions::default()).unwrap().portable_forms();
    assert_eq!(forms("2017-01-18 10:20:30 EST"), ["2017-01-18T10:20:30-05:00", "2017-01-18 10:20:30 -0500"]);
    assert_eq!(forms("18 January 2017 10:20 CET")[0], "2017-01-18T10:20:00+01:00");
    assert_eq!(forms("Wed, 18 Jan 2017 6:50 PM"), ["2017-01-18T18:50:00", "2017-01-18 18:50:00"]);
    assert_eq!(forms("2017-01-18 10:20 Europe/Paris"), Vec::<String>::new());
    assert_eq!(forms("2017-01-18 10:20 IST"), Vec::<String>::new());
    assert_eq!(forms("2017-01-18T10:20+01:00[Europe/Paris]")[0], "2017-01-18T10:20:00+01:00");
}

#[test]
fn a_day_is_written_in_a_form() {
    let day = civil::date(2017, 8, 1);
    let write = |example: &str| Form::by_example(example, &[]).unwrap().write(day).unwrap();
    assert_eq!(write("18 janvier 2017"), "1er août 2017");
    assert_eq!(write("2017-01-18"), "2017-08-01");
    assert_eq!(write("18/1/2017"), "1/8/2017");
    assert_eq!(write("January 18th, 2017"), "August 1st, 2017");
    assert_eq!(write("Wed, 18 Jan 2017"), "Tue, 1 Aug 2017");
    assert_eq!(write("18. Januar 2017"), "1. August 2017");
    assert_eq!(write("18 de enero de 2017"), "1 de agosto de 2017");
}
