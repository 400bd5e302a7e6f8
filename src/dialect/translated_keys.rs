//! The names of fields that nearly every post has, in other languages: their author gave the field, under a name that no template reads.
use crate::text::spelling::has_same_letters;

/// The name of a field, and its translations; case, hyphens and underscores do not count.
const TRANSLATIONS: &[(&str, &[&str])] = &[
    (
        "title",
        &[
            "titre",
            "título",
            "titulo",
            "titel",
            "titolo",
            "títol",
            "tittel",
            "tytuł",
            "tytul",
            "titul",
            "titulek",
            "název",
            "názov",
            "naslov",
            "titlu",
            "cím",
            "otsikko",
            "başlık",
            "baslik",
            "заголовок",
            "название",
            "назва",
            "τίτλος",
            "标题",
            "標題",
            "タイトル",
            "제목",
        ],
    ),
    (
        "author",
        &[
            "auteur",
            "autrice",
            "autor",
            "autora",
            "autore",
            "verfasser",
            "verfasserin",
            "autorin",
            "schrijver",
            "forfatter",
            "författare",
            "författaren",
            "kirjoittaja",
            "szerző",
            "yazar",
            "автор",
            "συγγραφέας",
            "作者",
            "著者",
            "저자",
            "작성자",
        ],
    ),
    (
        "date",
        &[
            "fecha",
            "datum",
            "data",
            "dato",
            "päivämäärä",
            "dátum",
            "tarih",
            "дата",
            "ημερομηνία",
            "日期",
            "日付",
            "날짜",
        ],
    ),
    (
        "project-date",
        &[
            "date-projet",
            "date-du-projet",
            "projektdatum",
            "fecha-proyecto",
            "fecha-del-proyecto",
            "data-progetto",
            "data-del-progetto",
            "data-projeto",
            "data-do-projeto",
            "projectdatum",
            "data-projektu",
            "prosjektdato",
            "projektdato",
            "дата-проекта",
        ],
    ),
    (
        "layout",
        &[
            "mise-en-page",
            "gabarit",
            "modèle",
            "modele",
            "diseño",
            "diseno",
            "disposición",
            "disposicion",
            "plantilla",
            "vorlage",
            "impaginazione",
            "modello",
            "leiaute",
            "modelo",
            "opmaak",
            "indeling",
            "szablon",
            "układ",
            "uklad",
            "skabelon",
            "макет",
            "шаблон",
            "布局",
            "レイアウト",
            "레이아웃",
        ],
    ),
    (
        "filename",
        &[
            "nom-de-fichier",
            "nom-du-fichier",
            "nom-fichier",
            "fichier",
            "nombre-de-archivo",
            "nombre-archivo",
            "nombre-del-archivo",
            "dateiname",
            "nome-file",
            "nome-del-file",
            "nome-do-arquivo",
            "nome-do-ficheiro",
            "bestandsnaam",
            "nazwa-pliku",
            "filnamn",
            "filnavn",
            "имя-файла",
            "文件名",
            "ファイル名",
            "파일명",
        ],
    ),
];

/// Whether `key` is the name of the field `name` in another language.
pub fn is_translation(key: &str, name: &str) -> bool {
    let of_name = |(known, _): &&(&str, &[&str])| has_same_letters(known, name);
    let is_date = name.len() > 4 && name.to_lowercase().ends_with("date");
    let of_date = |(known, _): &&(&str, &[&str])| is_date && *known == "date";
    let lists = TRANSLATIONS.iter().filter(|row| of_name(row) || of_date(row));
    lists.flat_map(|(_, words)| *words).any(|word| has_same_letters(word, key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_translation_is_of_its_own_name_in_any_case() {
        for (key, name) in [
            ("auteur", "author"),
            ("Título", "title"),
            ("TITEL", "title"),
            ("fecha", "date"),
            ("fecha", "project-date"),
            ("fecha_del_proyecto", "project-date"),
            ("nom du fichier", "filename"),
            ("автор", "author"),
            ("标题", "title"),
        ] {
            assert!(is_translation(key, name), "{key} {name}");
        }
        for (key, name) in [("auteur", "title"), ("data", "author"), ("title", "title"), ("date", "project-date")] {
            assert!(!is_translation(key, name), "{key} {name}");
        }
    }
}
