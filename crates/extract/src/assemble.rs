//! Writes the record.

use std::ops::Range;

use document::{Block, Document, Label, Letters, Span};
use plan::{
    Code, Diagnostic, Metadata, Paragraph, Period, Plan, SCHEMA_VERSION, Section, SectionKind,
    Severity, TextOrigin,
};

use crate::attribute::{self, Attribute};
use crate::closing::{self, Closing};
use crate::deadline::{self, Times};
use crate::item::{self, Items};
use crate::letterhead::{self, Letterhead, whole};
use crate::outline::{self, Outline, Part, Role, Text};
use crate::prose::{is_caps, is_complete, starts_capital, word_count};
use crate::source::Source;
use crate::token::{Case, Kind, Tokens, w};
use crate::{check, citation, field, heading, owner, province, table};

/// Understands a document. `source` describes the file that the document was read from; its
/// fields for pages and encoding are filled in here.
pub fn extract(document: &Document, mut source_file: plan::Source) -> Plan {
    let source = Source::new(document);
    source_file.media_type = document.media_type.to_owned();
    source_file.encoding = document.encoding.to_owned();
    source_file.text_origin = match document.letters {
        Letters::Plain => TextOrigin::Plain,
        Letters::Digital => TextOrigin::Digital,
        Letters::Recognised => TextOrigin::Ocr,
        Letters::Mixed => TextOrigin::Mixed,
    };
    source_file.pages =
        (!document.page_starts.is_empty()).then_some(document.page_starts.len() as u32);
    let parts = parts(&source);
    let head = letterhead::read(&source, &leading_texts(&parts));
    let mut metadata = Metadata::default();
    head.fill(&source, &mut metadata);
    let (body, closings) = cut_closings(&source, &parts, head.taken);
    for closing in &closings {
        if metadata.recipients.is_empty() && metadata.signers.is_empty() {
            metadata.recipients.clone_from(&closing.recipients);
            metadata.signers.clone_from(&closing.signers);
        }
    }
    let outline = outline::build(&source, &body);
    let preamble = preamble(&outline);
    let mut diagnostics = vec![];
    read_preamble(&source, &head, &preamble, &mut metadata, &mut diagnostics);
    read_replaced(&source, head.title, &outline, &mut metadata);
    let times = Times {
        period: metadata.period.map(|p| (p.first, p.last)),
        issued: metadata.issued_on.as_deref().and_then(year_and_month),
        header_year: None,
    };
    let mut items = item::read(&source, &outline, &times);
    check::all(&source, &outline, &metadata, &mut diagnostics);
    diagnostics.append(&mut items.diagnostics);
    add_remarks(&source, &mut diagnostics);
    let mut writer = Writer {
        source: &source,
        outline: &outline,
        items: &items,
    };
    let outline_out = writer.outline(&parts[..head.taken], &parts, &closings);
    let tables = writer.tables();
    let headless = outline
        .nodes
        .iter()
        .skip(1)
        .all(|node| node.role != Role::Heading);
    let empty = items.objectives.is_empty() && items.tasks.is_empty();
    if empty && (metadata.kind.is_none() || headless) {
        diagnostics.push(Diagnostic {
            code: Code::NoPlan,
            severity: Severity::Error,
            message: "no plan was found: no sections, no objectives and no tasks".to_owned(),
            provenance: None,
        });
    }
    diagnostics.sort_by(|a, b| {
        let start = |d: &Diagnostic| d.provenance.as_ref().map_or(0, |p| p.span.start);
        (start(a), a.code, &a.message).cmp(&(start(b), b.code, &b.message))
    });
    diagnostics.dedup();
    Plan {
        schema_version: SCHEMA_VERSION.to_owned(),
        id: source_file.sha256.chars().take(16).collect(),
        source: source_file,
        metadata,
        outline: outline_out,
        objectives: items.objectives,
        tasks: items.tasks,
        tables,
        diagnostics,
    }
}

/// The blocks of a document as parts, glued headings cut off.
fn parts<'d>(source: &Source<'d>) -> Vec<Part<'d>> {
    let mut parts = Vec::with_capacity(source.document.blocks.len());
    for (at, block) in source.document.blocks.iter().enumerate() {
        match block {
            Block::Table(table) => parts.push(Part::Table(table)),
            Block::Paragraph(paragraph) => {
                let text = Text {
                    label: paragraph.label.clone(),
                    body: paragraph.body,
                    bold: paragraph.bold,
                    footnote: paragraph.footnote,
                };
                let glued = glued_heading(source, &text);
                match glued.filter(|_| !is_listed_attribute(source, at)) {
                    Some(at) => {
                        let title = Span::new(text.body.start as usize, at).trim(source.text_all());
                        let rest = Span::new(at, text.body.end as usize).trim(source.text_all());
                        parts.push(Part::Text(Text {
                            body: title,
                            ..text
                        }));
                        let read = Label::read(source.text_all(), rest);
                        let (label, body) = match read {
                            Some((label, at)) => (Some(label), Span::new(at, rest.end as usize)),
                            None => (None, rest),
                        };
                        parts.push(Part::Text(Text {
                            label,
                            body,
                            bold: false,
                            footnote: false,
                        }));
                    }
                    None => parts.push(Part::Text(text)),
                }
            }
        }
    }
    parts
}

/// Whether a paragraph is one of a list of attributes that says who does the work or what comes of
/// it: `c) Thời gian thực hiện: …` behind `a) Cơ quan chủ trì: …`. Elsewhere it may be a section.
fn is_listed_attribute(source: &Source<'_>, at: usize) -> bool {
    let blocks = &source.document.blocks;
    let labelled = |at: usize| match blocks.get(at)? {
        Block::Paragraph(paragraph) => {
            let label = paragraph.label.as_ref()?;
            let number = *label.numbers.last()?;
            let roles = attribute::attributes(source.tokens(paragraph.body));
            (!roles.is_empty()).then_some((label.kind, number, roles))
        }
        Block::Table(_) => None,
    };
    let answers = |roles: &[(Attribute, Range<usize>)]| {
        roles.iter().any(|(role, _)| {
            matches!(
                role,
                Attribute::Lead
                    | Attribute::Partner
                    | Attribute::LeadAndPartner
                    | Attribute::Output
            )
        })
    };
    let Some((kind, number, _)) = labelled(at) else {
        return false;
    };
    let listed =
        |at: usize, counted: u16| labelled(at).filter(|(k, n, _)| *k == kind && *n == counted);
    let before = (1..=at).map_while(|step| listed(at - step, number.checked_sub(step as u16)?));
    let behind = (1..).map_while(|step| listed(at + step, number.checked_add(step as u16)?));
    before.chain(behind).any(|(_, _, roles)| answers(&roles))
}

/// Shortest text behind a glued heading, in words.
const GLUED_WORDS: usize = 6;

/// `1. Mục đích Cụ thể hóa …`, `2. Thời gian thực hiện: Từ ngày …`: where the text behind the
/// title begins.
fn glued_heading(source: &Source<'_>, text: &Text) -> Option<usize> {
    let label = text.label.as_ref()?;
    if label.kind.is_bullet() {
        return None;
    }
    let tokens = source.tokens(text.body);
    let title = heading::read(tokens);
    if title.kinds.is_empty() || title.typical || title.end >= tokens.len() {
        return None;
    }
    // `Mục tiêu của Đề án …` is one phrase.
    let joints = [
        w!("của"),
        w!("về"),
        w!("cho"),
        w!("trong"),
        w!("và"),
        w!("theo"),
    ];
    if tokens.is_any(title.end - 1, &joints) {
        return None;
    }
    if tokens.is(title.end, w!(":")) && title.end + 1 < tokens.len() {
        return Some(tokens.span(title.end..title.end + 1).end as usize);
    }
    let next = tokens.get(title.end)?;
    // `2. Mục tiêu cụ thể a) Về hạ tầng`: the first of what stands under it.
    let under = Span::new(next.start as usize, text.body.end as usize);
    let first = Label::read(source.text_all(), under);
    if first.is_some_and(|(inner, _)| {
        inner.kind > label.kind && !inner.kind.is_bullet() && inner.numbers.last() == Some(&1)
    }) {
        return Some(next.start as usize);
    }
    let capital = next.kind == Kind::Word && next.case == Case::Title;
    let rest = Span::new(next.start as usize, text.body.end as usize);
    let slice = source.text(rest);
    (capital
        && is_complete(slice)
        && !is_caps(slice)
        && word_count(source.tokens(rest)) >= GLUED_WORDS)
        .then_some(next.start as usize)
}

fn leading_texts(parts: &[Part<'_>]) -> Vec<Text> {
    let texts = parts.iter().map_while(|part| match part {
        Part::Text(text) => Some(text.clone()),
        _ => None,
    });
    texts.take(80).collect()
}

/// The body without letterhead and closings.
fn cut_closings<'d>(
    source: &Source<'d>,
    parts: &[Part<'d>],
    from: usize,
) -> (Vec<Part<'d>>, Vec<Closing>) {
    let mut body = vec![];
    let mut closings = vec![];
    let mut at = from;
    while let Some(closing) = closing::find(source, parts, at) {
        body.extend_from_slice(&parts[at..closing.start]);
        body.push(Part::Cut);
        at = closing.end;
        closings.push(closing);
    }
    body.extend_from_slice(&parts[at..]);
    (body, closings)
}

/// The paragraphs before the first heading.
fn preamble(outline: &Outline<'_>) -> Vec<Span> {
    outline
        .nodes
        .iter()
        .skip(1)
        .take_while(|node| node.role != Role::Heading)
        .filter(|node| node.table.is_none())
        .map(|node| node.label.map_or(node.body, |label| label.to(node.body)))
        .collect()
}

/// Legal bases, period, issuer and province, as far as title and opening paragraphs give them.
fn read_preamble(
    source: &Source<'_>,
    head: &Letterhead,
    preamble: &[Span],
    metadata: &mut Metadata,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let headless = head.kind.is_none() && head.number.is_none();
    if headless {
        // An appendix alone: what it cites belongs to the document that it is an appendix of.
        return;
    }
    for &span in preamble {
        for cited in &citation::find(source.tokens(span)) {
            field::add_citation(source, &mut metadata.legal_bases, cited);
        }
    }
    let issuing = preamble
        .iter()
        .find_map(|&span| issuing_body(source.tokens(span)).map(|body| (body, span)));
    // What the issuing body issues; the bases before it have years of their own.
    let issued = issuing.map(|(body, span)| Span::new(body.end as usize, span.end as usize));
    for span in head.title.into_iter().chain(issued) {
        let tokens = source.tokens(span);
        let skip: Vec<Span> = citation::find(tokens).iter().map(|c| c.span).collect();
        if let Some((first, last)) = deadline::period(tokens, &skip) {
            metadata.period = Some(Period { first, last });
            metadata
                .provenance
                .insert("period".to_owned(), source.place(span));
            break;
        }
    }
    let issuing = issuing.map(|(body, _)| body);
    if metadata.issuer.is_none()
        && let Some(span) = issuing
    {
        metadata.issuer = Some(source.line(span));
        metadata
            .provenance
            .insert("issuer".to_owned(), source.place(span));
        diagnostics.push(Diagnostic {
            code: Code::IssuerFromText,
            severity: Severity::Info,
            message: "the issuer is the body that the opening paragraph names".to_owned(),
            provenance: Some(source.place(span)),
        });
    }
    let named = head.province(source).or_else(|| {
        let span = issuing.filter(|_| !head.names_central_body(source))?;
        province::in_tokens(source.tokens(span))
    });
    if let Some((unit, span)) = named {
        metadata.province = plan::province::resolve(unit.name, metadata.issued_on.as_deref());
        metadata
            .provenance
            .insert("province".to_owned(), source.place(span));
    }
}

/// `Sở Y tế ban hành Kế hoạch …`, `Ban Chỉ đạo xây dựng Kế hoạch …`: the body.
fn issuing_body(tokens: Tokens<'_>) -> Option<Span> {
    let verbs = [
        [w!("ban"), w!("hành")],
        [w!("xây"), w!("dựng")],
        [w!("triển"), w!("khai")],
    ];
    let issues = |i: usize| verbs.iter().any(|v| tokens.at(i, v));
    for i in 1..tokens.len() {
        if !issues(i) {
            continue;
        }
        let plan = (i + 2..(i + 5).min(tokens.len())).any(|k| {
            tokens.at(k, &[w!("kế"), w!("hoạch")]) || tokens.at(k, &[w!("chương"), w!("trình")])
        });
        if !plan {
            continue;
        }
        // Back to the beginning of the clause; a comma before a place stands inside a name.
        let inside = |k: usize| {
            tokens.is_any(k, &[w!("-"), w!("/")])
                || (tokens.is(k, w!(",")) && province::level(tokens, k + 1).is_some())
        };
        let start = (0..i)
            .rev()
            .find(|&k| tokens.get(k).is_some_and(|t| t.kind == Kind::Mark) && !inside(k))
            .map_or(0, |k| k + 1);
        let body = tokens.slice(start..i);
        if owner::begins_body(body, 0) && starts_capital(body) && i - start <= 14 {
            return Some(tokens.span(start..i));
        }
    }
    None
}

/// Numbers of the documents that this one replaces or amends.
fn read_replaced(
    source: &Source<'_>,
    title: Option<Span>,
    outline: &Outline<'_>,
    metadata: &mut Metadata,
) {
    let mut add = |cited: &citation::Cited| {
        if !metadata.replaces.contains(&cited.number) {
            let field = format!("replaces[{}]", metadata.replaces.len());
            metadata.provenance.insert(field, source.place(cited.span));
            metadata.replaces.push(cited.number.clone());
        }
    };
    if let Some(title) = title {
        let tokens = source.tokens(title);
        let cited = citation::find(tokens);
        citation::replaced_by_title(tokens, &cited)
            .into_iter()
            .for_each(&mut add);
    }
    for node in outline.nodes.iter().skip(1) {
        let tokens = source.tokens(node.body);
        let says = |i: usize| {
            tokens.is_any(i, &[w!("thay"), w!("bãi"), w!("sửa")])
                && tokens.is_any(i + 1, &[w!("thế"), w!("bỏ"), w!("đổi")])
        };
        if (0..tokens.len()).any(says) {
            let cited = citation::find(tokens);
            citation::replaced(tokens, &cited)
                .into_iter()
                .for_each(&mut add);
        }
    }
}

/// Year and month of an ISO date, as precise as it is.
fn year_and_month(date: &str) -> Option<(i16, Option<i8>)> {
    let mut parts = date.split('-');
    let year = parts.next()?.parse().ok()?;
    Some((year, parts.next().and_then(|m| m.parse().ok())))
}

/// What the reader of the document remarked.
fn add_remarks(source: &Source<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for remark in &source.document.remarks {
        let code = match remark.code {
            "row_joined" => Code::RowJoined,
            "text_repaired" => Code::TextRepaired,
            "text_damaged" => Code::TextDamaged,
            "text_recognised" => Code::TextRecognised,
            "text_doubtful" => Code::TextDoubtful,
            "table_ragged" => Code::TableRagged,
            "stamp" => Code::Stamp,
            "page_furniture" => Code::PageFurniture,
            "readers_disagree" => Code::ReadersDisagree,
            _ => continue,
        };
        diagnostics.push(Diagnostic {
            code,
            severity: if code == Code::TextDoubtful {
                Severity::Warning
            } else {
                Severity::Info
            },
            message: remark.message.clone(),
            provenance: remark.span.map(|span| source.place(span)),
        });
    }
}

struct Writer<'w, 'd> {
    source: &'w Source<'d>,
    outline: &'w Outline<'d>,
    items: &'w Items,
}

impl Writer<'_, '_> {
    /// The tree of sections. Letterhead, closing and signature are sections without heading.
    fn outline(
        &mut self,
        head: &[Part<'_>],
        parts: &[Part<'_>],
        closings: &[Closing],
    ) -> Vec<Section> {
        let mut top: Vec<(u32, Section)> = vec![];
        self.lines(head, &mut top);
        for closing in closings {
            self.lines(&parts[closing.start..closing.end], &mut top);
        }
        let nodes = &self.outline.nodes;
        let mut loose: Vec<usize> = vec![];
        for &child in &nodes[0].children {
            if nodes[child].role == Role::Heading {
                self.flush_loose(&mut loose, &mut top);
                let section = self.section(child, 1);
                top.push((self.start(child), section));
            } else {
                self.collect(child, &mut loose);
            }
        }
        self.flush_loose(&mut loose, &mut top);
        let closing: Vec<usize> = (1..nodes.len()).filter(|&i| nodes[i].closing).collect();
        if let Some(&first) = closing.first() {
            let section = self.unlabelled(closing.iter().map(|&i| self.paragraph(i)).collect());
            top.push((self.start(first), section));
        }
        top.sort_by_key(|(start, _)| *start);
        let mut sections: Vec<Section> = top.into_iter().map(|(_, section)| section).collect();
        number(&mut sections, "s", "");
        sections
    }

    fn start(&self, node: usize) -> u32 {
        let node = &self.outline.nodes[node];
        node.label.unwrap_or(node.body).start
    }

    /// Lines of a letterhead or a signature as a section without heading.
    fn lines(&self, parts: &[Part<'_>], top: &mut Vec<(u32, Section)>) {
        let texts = parts.iter().filter_map(|part| match part {
            Part::Text(text) => Some(text),
            _ => None,
        });
        let paragraphs: Vec<Paragraph> = texts.clone().map(|text| self.plain(text)).collect();
        if let Some(first) = texts.clone().next() {
            top.push((whole(first).start, self.unlabelled(paragraphs)));
        }
    }

    fn plain(&self, text: &Text) -> Paragraph {
        Paragraph {
            label: text
                .label
                .as_ref()
                .map(|l| self.source.text(l.span).to_owned()),
            text: self.source.text(text.body).to_owned(),
            item: None,
            provenance: self.source.place(text.body),
        }
    }

    fn unlabelled(&self, paragraphs: Vec<Paragraph>) -> Section {
        let provenance = paragraphs.first().map_or_else(
            || self.source.place(Span::default()),
            |p| p.provenance.clone(),
        );
        Section {
            id: String::new(),
            label: None,
            title: None,
            kind: SectionKind::Other,
            level: 1,
            paragraphs,
            provenance,
            children: vec![],
        }
    }

    fn flush_loose(&self, loose: &mut Vec<usize>, top: &mut Vec<(u32, Section)>) {
        let Some(&first) = loose.first() else { return };
        let paragraphs = loose.drain(..).map(|id| self.paragraph(id)).collect();
        top.push((self.start(first), self.unlabelled(paragraphs)));
    }

    /// A node and what stands under it, headings, tables and the closing aside.
    fn collect(&self, id: usize, out: &mut Vec<usize>) {
        let node = &self.outline.nodes[id];
        if node.role == Role::Heading {
            return;
        }
        if node.table.is_none() && !node.closing {
            out.push(id);
        }
        for &child in &node.children {
            self.collect(child, out);
        }
    }

    fn paragraph(&self, id: usize) -> Paragraph {
        let node = &self.outline.nodes[id];
        Paragraph {
            label: node.label.map(|span| self.source.text(span).to_owned()),
            text: self.source.text(node.body).to_owned(),
            item: self.items.of_node.get(&id).cloned(),
            provenance: self.source.place(node.body),
        }
    }

    fn section(&self, id: usize, level: u32) -> Section {
        let node = &self.outline.nodes[id];
        let mut own = vec![];
        let mut below = vec![];
        for &child in &node.children {
            self.split(child, &mut own, &mut below);
        }
        let heading = node.label.map_or(node.body, |label| label.to(node.body));
        Section {
            id: String::new(),
            label: node.label.map(|span| self.source.text(span).to_owned()),
            title: (!node.body.is_empty()).then(|| self.source.line(node.body)),
            kind: self.kind(id),
            level,
            paragraphs: own.into_iter().map(|n| self.paragraph(n)).collect(),
            provenance: self.source.place(heading),
            children: below
                .into_iter()
                .map(|n| self.section(n, level + 1))
                .collect(),
        }
    }

    /// What stands under a node: own paragraphs, and sections (also under an item).
    fn split(&self, id: usize, own: &mut Vec<usize>, below: &mut Vec<usize>) {
        let node = &self.outline.nodes[id];
        if node.role == Role::Heading {
            below.push(id);
            return;
        }
        if node.table.is_none() && !node.closing {
            own.push(id);
        }
        for &child in &node.children {
            self.split(child, own, below);
        }
    }

    /// An appendix whose title says nothing is what its tables are.
    fn kind(&self, id: usize) -> SectionKind {
        let node = &self.outline.nodes[id];
        if node.kind != SectionKind::Appendix {
            return node.kind;
        }
        let tables = node
            .children
            .iter()
            .filter_map(|&c| self.outline.nodes[c].table);
        let subjects: Vec<_> = tables
            .map(|t| table::read(self.source, t).subject)
            .collect();
        if subjects.contains(&table::Subject::Tasks) {
            SectionKind::Tasks
        } else if subjects.contains(&table::Subject::Objectives) {
            SectionKind::Objectives
        } else {
            SectionKind::Appendix
        }
    }

    fn tables(&self) -> Vec<plan::Table> {
        let mut out = vec![];
        for (id, node) in self.outline.nodes.iter().enumerate() {
            let Some(read) = node.table else { continue };
            let heading = self.outline.heading_of(id);
            let title = self.outline.nodes[heading].body;
            let caption = (heading != 0 && !title.is_empty()).then(|| self.source.line(title));
            let row = |number: usize| plan::Row {
                cells: read.rows[number]
                    .cells
                    .iter()
                    .map(|c| plan::Cell {
                        merged: merged(c),
                        ..self.cell(c.span)
                    })
                    .collect(),
                item: self.items.of_row.get(&(id, number)).cloned(),
            };
            let repeats = read.repeats.iter().map(|&span| plan::Row {
                cells: self.cells_of(span),
                item: None,
            });
            out.push(plan::Table {
                caption,
                header: (0..read.header_rows).map(row).collect(),
                rows: (read.header_rows..read.rows.len()).map(row).collect(),
                repeats: repeats.collect(),
                seams: read.seams.iter().map(seam).collect(),
                provenance: self.source.place(read.span),
            });
        }
        out
    }

    fn cell(&self, span: Span) -> plan::Cell {
        let text = self.source.text(span).to_owned();
        let provenance = (!span.is_empty()).then(|| self.source.place(span));
        plan::Cell {
            text,
            provenance,
            merged: None,
        }
    }

    /// The cells of a row that stands between tabs.
    fn cells_of(&self, span: Span) -> Vec<plan::Cell> {
        let mut start = span.start as usize;
        self.source
            .text(span)
            .split('\t')
            .map(|cell| {
                let at = Span::new(start, start + cell.len());
                start += cell.len() + 1;
                self.cell(at)
            })
            .collect()
    }
}

fn merged(cell: &document::Cell) -> Option<plan::Merged> {
    match (cell.spans_left, cell.spans_up) {
        (true, _) => Some(plan::Merged::Left),
        (_, true) => Some(plan::Merged::Up),
        _ => None,
    }
}

fn seam(seam: &document::Seam) -> plan::Seam {
    plan::Seam {
        row: seam.row as u32,
        page: seam.page,
        row_cut: seam.row_cut,
        evidence: seam.evidence.iter().map(|&e| e.to_owned()).collect(),
    }
}

/// Numbers sections by their place in the tree.
fn number(sections: &mut [Section], prefix: &str, separator: &str) {
    for (i, section) in sections.iter_mut().enumerate() {
        section.id = format!("{prefix}{separator}{}", i + 1);
        let id = section.id.clone();
        number(&mut section.children, &id, ".");
    }
}
