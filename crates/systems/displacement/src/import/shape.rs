//! The outline of a table in a sheet: where its headers stand and what is written above it.

/// One column as the file has it.
#[derive(Debug, Clone, Default)]
pub struct RawColumn {
    /// Position, 0 = A.
    pub index: usize,
    /// Letter as a spreadsheet shows it.
    pub letter: String,
    /// Header text.
    pub header: String,
    /// Merged text above.
    pub group: Option<String>,
    /// HXL tag text.
    pub tag: Option<String>,
}

/// Where a table stands in its sheet. Row numbers count from 1.
#[derive(Debug, Clone, Default)]
pub struct TableShape {
    /// Name of the sheet.
    pub sheet: String,
    /// Text above the table.
    pub title: String,
    /// Row of the headers.
    pub header_row: usize,
    /// Row of the HXL tags.
    pub tag_row: Option<usize>,
    /// Row of group names.
    pub group_row: Option<usize>,
    /// First row of data.
    pub first_data_row: usize,
    /// The columns.
    pub columns: Vec<RawColumn>,
}

/// The letter of a column: 0 = A, 26 = AA.
#[must_use]
pub fn letter(index: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = index + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).expect("below 26");
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}
