//! `[source]`: what a sidecar says of the document that it belongs to.

use toml_edit::{DocumentMut, Item};

use super::{SourceInfo, blocks::Block, cut::PieceKind, document::Document, write};

impl Document {
    /// What the file says of the document it belongs to.
    pub fn source(&self) -> Option<SourceInfo> {
        let tables = self.blocks.iter().filter(|block| block.kind == PieceKind::Other);
        let source = tables.filter_map(|block| {
            let parsed: DocumentMut = block.text.trim_start_matches('\u{feff}').parse().ok()?;
            let table = parsed.get("source")?.as_table_like()?;
            let text = |name: &str| table.get(name).and_then(Item::as_str).map(str::to_owned);
            let length = table.get("length").and_then(Item::as_integer).and_then(|n| usize::try_from(n).ok());
            Some(SourceInfo { file: text("file").unwrap_or_default(), sha256: text("sha256"), length })
        });
        source.into_iter().next()
    }

    /// Writes down what document the file belongs to, where that differs.
    pub fn set_source(&mut self, source: &SourceInfo) {
        let old = self.source();
        if old.as_ref() == Some(source) {
            return;
        }
        if old.is_none() {
            self.add_source(source);
            return;
        }
        for at in 0..self.blocks.len() {
            let Some(block) = self.blocks.get(at).filter(|block| block.kind == PieceKind::Other) else {
                continue;
            };
            let bom = block.text.starts_with('\u{feff}');
            let Ok(mut parsed) = block.text.trim_start_matches('\u{feff}').parse::<DocumentMut>() else {
                continue;
            };
            let Some(table) = parsed.get_mut("source").and_then(Item::as_table_like_mut) else { continue };
            let mut put = |name: &str, value: toml_edit::Value| match table
                .get_mut(name)
                .and_then(Item::as_value_mut)
            {
                Some(old) => {
                    let mut value = value;
                    *value.decor_mut() = old.decor().clone();
                    *old = value;
                }
                None => {
                    table.insert(name, Item::Value(value));
                }
            };
            let old = old.clone().unwrap_or_default();
            if old.file != source.file {
                put("file", source.file.as_str().into());
            }
            match &source.sha256 {
                Some(sha256) if old.sha256.as_ref() != Some(sha256) => put("sha256", sha256.as_str().into()),
                _ => {}
            }
            match source.length {
                Some(length) if old.length != Some(length) => {
                    put("length", i64::try_from(length).unwrap_or(i64::MAX).into());
                }
                _ => {}
            }
            let text = if bom { format!("\u{feff}{parsed}") } else { parsed.to_string() };
            let text = self.with_line_endings(&text);
            if let Some(block) = self.blocks.get_mut(at) {
                block.text = text;
            }
            return;
        }
    }

    fn add_source(&mut self, source: &SourceInfo) {
        self.begin();
        let mut text = format!("\n[source]\nfile = {}\n", write::quoted(&source.file));
        if let Some(sha256) = &source.sha256 {
            text.push_str(&format!("sha256 = {}\n", write::quoted(sha256)));
        }
        if let Some(length) = source.length {
            text.push_str(&format!("length = {length}\n"));
        }
        if self.blocks.get(1).is_some_and(|next| !next.text.starts_with(['\n', '\r'])) {
            text.push('\n');
        }
        let text = self.with_line_endings(&text);
        self.blocks.insert(1, Block::other(text));
    }
}
