//! From a place in the text back to its place in the source.

/// Maps byte offsets of the normalised text to byte offsets of the source.
///
/// Monotone: a later place in the text never maps before an earlier one, and no place maps beyond the end
/// of the source. Only the places where text and source stop running in step are kept, so the map of a
/// clean file is one run. Inside a letter that was respelt an offset maps into that letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetMap {
    /// From the text outwards: each maps to the offsets of the next.
    layers: Vec<Layer>,
    /// Bytes of the source before the first one that was decoded (a byte order mark).
    skipped: usize,
    source_len: usize,
}

impl OffsetMap {
    pub(crate) fn new(skipped: usize, source_len: usize) -> OffsetMap {
        OffsetMap {
            layers: Vec::new(),
            skipped,
            source_len,
        }
    }

    /// Puts a transformation on top of those already there.
    pub(crate) fn push(&mut self, layer: Layer) {
        if !layer.is_identity() {
            self.layers.push(layer);
        }
    }

    /// The byte offset in the source of the byte at `text_offset` in the text. The end of the text, and what
    /// lies beyond, is the end of the source.
    pub fn source(&self, text_offset: usize) -> usize {
        let inner = self
            .layers
            .iter()
            .rev()
            .fold(text_offset, |at, layer| layer.source(at));
        (inner + self.skipped).min(self.source_len)
    }

    /// How many places are kept where text and source fall out of step. 0 when they never do.
    pub fn breakpoints(&self) -> usize {
        self.layers.iter().map(|layer| layer.runs.len()).sum()
    }
}

/// One transformation: runs in which both sides go in step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Layer {
    /// Start of a run: in the output, in the input. Sorted by both. An implied first run starts at (0, 0).
    runs: Vec<(usize, usize)>,
    /// Input bytes for an output byte inside a run: 1, or 2 for UTF-16.
    unit: usize,
    input_len: usize,
}

impl Layer {
    pub(crate) fn new(unit: usize, input_len: usize) -> Layer {
        Layer {
            runs: Vec::new(),
            unit,
            input_len,
        }
    }

    /// Says that the output offset `text` belongs to the input offset `source`. Offsets must not fall.
    pub(crate) fn sync(&mut self, text: usize, source: usize) {
        let (t, s) = self.runs.last().copied().unwrap_or((0, 0));
        if s + self.unit * (text - t) == source {
            return;
        }
        match self.runs.last_mut() {
            Some(last) if last.0 == text => last.1 = source,
            _ => self.runs.push((text, source)),
        }
    }

    fn is_identity(&self) -> bool {
        self.unit == 1 && self.runs.is_empty()
    }

    /// The input offset of an output offset.
    pub(crate) fn source(&self, text: usize) -> usize {
        let next = self.runs.partition_point(|run| run.0 <= text);
        let (t, s) = if next == 0 {
            (0, 0)
        } else {
            self.runs[next - 1]
        };
        let limit = self.runs.get(next).map_or(self.input_len, |run| run.1);
        (s + self.unit * (text - t)).min(limit)
    }
}
