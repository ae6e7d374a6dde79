//! Sections that were meant to hold references and hold nothing.

use std::collections::HashSet;
use std::sync::OnceLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::note::{Heading, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

/// No heading for references or links stands above nothing.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct EmptySection {
    /// The headings to look at, in any case, without emphasis, emoji and punctuation. Replaces the built-in list.
    pub titles: Vec<String>,
    /// Headings to look at besides `titles`.
    pub extra_titles: Vec<String>,
    /// Look at every heading.
    pub all_headings: bool,
    /// The titles as they are compared, made once.
    #[serde(skip)]
    #[schemars(skip)]
    keys: OnceLock<HashSet<String>>,
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

impl Default for EmptySection {
    fn default() -> Self {
        let mut seen = HashSet::new();
        let titles = TITLES.iter().flat_map(|language| language.iter()).filter(|title| seen.insert(**title));
        EmptySection {
            titles: titles.map(|title| (*title).to_string()).collect(),
            extra_titles: Vec::new(),
            all_headings: false,
            keys: OnceLock::new(),
        }
    }
}

impl Rule for EmptySection {
    const INFO: RuleInfo = RuleInfo {
        name: "empty-section",
        summary: "No heading for references or links stands above nothing",
        category: Category::Structure,
        level: Level::Warning,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("empty-section.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let is_template = cx.vault().is_template(&note.path) || !note.template_markers.is_empty();
        if is_template || note.is_plugin_owned() || note.headings.is_empty() {
            return;
        }
        let sections: Vec<&Heading> = note.headings.iter().filter(|heading| heading.top_level).collect();
        for (i, heading) in sections.iter().enumerate() {
            let next = sections.get(i + 1);
            let is_parent = next.is_some_and(|next| next.level > heading.level);
            let title = note.slice(heading.text_range);
            let is_meant = self.titles_compared().contains(&title_key(title)) || self.all_headings && !title.is_empty();
            let end = next.map_or(note.text.len(), |next| next.range.start());
            let body = TextRange::new(heading.range.end(), end);
            if is_meant && !is_parent && !is_content(note, heading) && is_empty(note, body) {
                let message = format!("nothing stands under the heading `{title}`");
                let help = "fill the section, or take the heading out";
                cx.report(cx.diagnostic(heading.range, message).help(help));
            }
        }
    }
}

impl EmptySection {
    fn titles_compared(&self) -> &HashSet<String> {
        self.keys
            .get_or_init(|| self.titles.iter().chain(&self.extra_titles).map(|title| title_key(title)).collect())
    }
}

/// Whether the heading itself says what its section would: it links, embeds or is linked to.
fn is_content(note: &Note, heading: &Heading) -> bool {
    let start = heading.range.start();
    let link = note.links.get(note.links.partition_point(|link| link.range.start() < start));
    let id = note.block_ids.get(note.block_ids.partition_point(|id| id.range.start() < start));
    let holds = |range: TextRange| heading.range.contains_range(range);
    link.is_some_and(|link| holds(link.range)) || id.is_some_and(|id| holds(id.range))
}

/// Whether `body`, between two headings, holds nothing but blank lines, rules and empty list items or tasks.
fn is_empty(note: &Note, body: TextRange) -> bool {
    let items = note.list_items.partition_point(|item| item.marker_range.start() < body.start());
    let items = note.list_items.get(items..).unwrap_or_default().iter();
    let items = items.take_while(|item| item.marker_range.start() < body.end());
    let mut at = body.start();
    for item in items {
        let gap = TextRange::new(at, item.marker_range.start());
        if !is_blank_or_rule(gap.slice(&note.text)) {
            return false;
        }
        at = item.marker_range.end();
        let rest = TextRange::new(at, body.end()).slice(&note.text).trim_start_matches(' ');
        if item.task == Some(' ') && rest.starts_with("[ ]") {
            at = body.end() - rest.len() + "[ ]".len();
        }
    }
    is_blank_or_rule(TextRange::new(at, body.end()).slice(&note.text))
}

fn is_blank_or_rule(text: &str) -> bool {
    let is_rule = |line: &str| {
        let marks: String = line.split_whitespace().collect();
        marks.is_empty() || marks.len() >= 3 && ["-", "*", "_"].iter().any(|mark| marks.replace(mark, "").is_empty())
    };
    text.lines().all(is_rule)
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
