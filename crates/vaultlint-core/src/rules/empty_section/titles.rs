//! What sections of references and links are called.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// Titles of sections.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(from = "Vec<String>", into = "Vec<String>")]
#[schemars(with = "Vec<String>")]
pub struct Titles {
    written: Arc<[String]>,
    /// [`title_key`] of each.
    keys: Arc<HashSet<String>>,
}

impl Titles {
    /// The titles that sections of references and links have in many languages.
    pub(super) fn built_in() -> Titles {
        static BUILT_IN: LazyLock<Titles> = LazyLock::new(|| {
            let mut seen = HashSet::new();
            let titles = TITLES.iter().flat_map(|language| language.iter());
            let titles = titles.filter(|title| seen.insert(**title)).map(|title| (*title).to_owned());
            titles.collect::<Vec<String>>().into()
        });
        BUILT_IN.clone()
    }

    /// Whether `title` is one of them, as titles are compared.
    pub(super) fn contains(&self, title: &str) -> bool {
        !self.keys.is_empty() && self.keys.contains(&title_key(title))
    }
}

impl From<Vec<String>> for Titles {
    fn from(written: Vec<String>) -> Self {
        let keys = written.iter().map(|title| title_key(title)).collect();
        Titles { written: written.into(), keys: Arc::new(keys) }
    }
}

impl From<Titles> for Vec<String> {
    fn from(titles: Titles) -> Self {
        titles.written.to_vec()
    }
}

/// A title as titles are compared: lower case, words only, without a number in front.
fn title_key(title: &str) -> String {
    let folded: String = title.to_lowercase().nfc().collect();
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric() && !is_mark(c)).filter(|w| !w.is_empty()).collect();
    let numbers = words.iter().take_while(|word| word.chars().all(|c| c.is_ascii_digit())).count();
    words.get(numbers..).unwrap_or_default().join(" ")
}

/// Whether `c` is a combining mark of Latin, Hebrew or Arabic: part of the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}')
}

/// What sections of references and links are called, by language.
const TITLES: &[&[&str]] = &[
    // English
    &[
        "references", "reference", "sources", "source", "see also", "links", "link", "footnotes", "endnotes",
        "further reading", "related", "related notes", "related links", "related pages", "related reading",
        "bibliography", "citations", "works cited", "literature", "external links", "useful links", "resources",
        "additional resources", "additional reading",
    ],
    // Spanish
    &[
        "referencias", "fuentes", "véase también", "ver también", "enlaces", "enlaces externos", "notas al pie",
        "lecturas adicionales", "lecturas recomendadas", "relacionado", "relacionados", "notas relacionadas",
        "bibliografía", "recursos",
    ],
    // French
    &[
        "références", "sources", "voir aussi", "liens", "liens externes", "notes de bas de page",
        "pour aller plus loin", "lectures complémentaires", "notes liées", "bibliographie", "ressources",
    ],
    // German
    &[
        "referenzen", "quellen", "quelle", "siehe auch", "links", "weblinks", "fußnoten", "weiterführendes",
        "weiterführende links", "weiterführende literatur", "verwandt", "verwandte notizen", "literatur",
        "literaturverzeichnis", "quellenverzeichnis", "einzelnachweise", "ressourcen",
    ],
    // Portuguese
    &[
        "referências", "fontes", "veja também", "ver também", "ligações externas", "notas de rodapé",
        "leitura adicional", "leituras recomendadas", "notas relacionadas", "bibliografia",
    ],
    // Italian
    &[
        "riferimenti", "fonti", "vedi anche", "collegamenti", "collegamenti esterni", "link esterni",
        "note a piè di pagina", "approfondimenti", "letture consigliate", "note correlate", "bibliografia",
        "risorse",
    ],
    // Dutch
    &["referenties", "bronnen", "zie ook", "koppelingen", "voetnoten", "verder lezen", "gerelateerd", "literatuur"],
    // Polish
    &[
        "odniesienia", "źródła", "zobacz też", "zobacz także", "linki", "linki zewnętrzne", "przypisy",
        "powiązane", "powiązane notatki", "literatura",
    ],
    // Russian
    &[
        "ссылки", "источники", "см также", "смотрите также", "сноски", "примечания", "дополнительное чтение",
        "связанные заметки", "литература", "библиография", "список литературы",
    ],
    // Ukrainian
    &["посилання", "джерела", "див також", "виноски", "література", "список літератури"],
    // Turkish
    &["kaynaklar", "kaynakça", "ayrıca bakınız", "bağlantılar", "dipnotlar"],
    // Chinese
    &[
        "参考", "参考资料", "参考文献", "参考链接", "引用", "来源", "另见", "参见", "链接", "相关链接", "脚注", "延伸阅读",
        "扩展阅读", "相关", "相关笔记", "參考", "參考資料", "參考文獻", "來源", "另見", "參見", "連結", "相關連結", "腳註",
        "延伸閱讀", "相關", "相關筆記",
    ],
    // Japanese
    &["参考", "参考文献", "参考資料", "参考リンク", "出典", "関連項目", "関連", "関連リンク", "関連ノート", "リンク", "脚注", "引用元"],
    // Korean
    &["참고", "참고문헌", "참고 문헌", "참고 자료", "출처", "같이 보기", "링크", "관련 링크", "각주", "관련 문서"],
    // Arabic
    &["المراجع", "مراجع", "المصادر", "مصادر", "انظر أيضا", "روابط", "الروابط", "روابط خارجية", "الحواشي", "قراءات إضافية", "ذات صلة"],
    // Hebrew
    &["מקורות", "ראו גם", "ראה גם", "קישורים", "קישורים חיצוניים", "הערות שוליים", "לקריאה נוספת", "קשור", "ביבליוגרפיה"],
];
