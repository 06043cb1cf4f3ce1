//! The blocks of a segment, and what is said of each.

use std::ops::Range;

use tantivy::SegmentReader;
use tantivy::columnar::StrColumn;

use super::bits::Bits;
use crate::error::Result;
use crate::index::fast;

/// The heads of the blocks, ascending, and what they say.
pub(super) struct Heads {
    first: Vec<u32>,
    /// Where the last block ends.
    end: u32,
    /// Place of the province, and number of the plan.
    pub(super) order: Vec<(u64, u64)>,
    pub(super) year: Vec<Option<u64>>,
    /// Values of text, as numbers of the segment.
    pub(super) province: Vec<Option<u64>>,
    pub(super) document_kind: Vec<Option<u64>>,
}

impl Heads {
    /// Reads them of a segment; `of` are its heads.
    pub(super) fn read(reader: &SegmentReader, of: &Bits) -> Result<Heads> {
        let fast = reader.fast_fields();
        let first: Vec<u32> = of.iter().collect();
        let numbers = |name: &str| -> Result<Vec<Option<u64>>> {
            let column = fast.u64(name)?;
            let mut values = vec![None; first.len()];
            column.first_vals(&first, &mut values);
            Ok(values)
        };
        let texts = |name: &str| -> Result<Vec<Option<u64>>> {
            let mut values = vec![None; first.len()];
            if let Some(column) = fast.str(name)? {
                column.ords().first_vals(&first, &mut values);
            }
            Ok(values)
        };
        let (places, plans) = (numbers(fast::PLACE)?, numbers(fast::PLAN)?);
        let known = |value: Option<u64>| value.unwrap_or(u64::MAX);
        let order = places.into_iter().zip(plans);
        Ok(Heads {
            order: order
                .map(|(place, plan)| (known(place), known(plan)))
                .collect(),
            year: numbers(fast::YEAR)?,
            province: texts(fast::PROVINCE)?,
            document_kind: texts(fast::DOCUMENT_KIND)?,
            end: reader.max_doc(),
            first,
        })
    }

    /// The first document of each block, ascending.
    pub(super) fn first(&self) -> &[u32] {
        &self.first
    }

    /// The documents of the `at`th block.
    pub(super) fn block(&self, at: usize) -> Range<u32> {
        let start = self.first.get(at).copied().unwrap_or(u32::MAX);
        start..self.first.get(at + 1).copied().unwrap_or(self.end)
    }

    /// All blocks.
    pub(super) fn blocks(&self) -> impl Iterator<Item = Range<u32>> + '_ {
        (0..self.first.len()).map(|at| self.block(at))
    }
}

/// The text of a value of a segment.
pub(super) fn text(column: &StrColumn, value: u64) -> Result<Option<String>> {
    let mut text = String::new();
    let known = column
        .ord_to_str(value, &mut text)
        .map_err(tantivy::TantivyError::from)?;
    Ok(known.then_some(text))
}
