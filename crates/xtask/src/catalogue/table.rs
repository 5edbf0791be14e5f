//! A TSV file with a line of names on top, checked as it is read: every row has all columns, no id and no number stands twice.

use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;

/// A TSV file.
pub(super) struct Table {
    path: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// One line of it.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    table: &'a Table,
    cells: &'a [String],
    /// From 1, the line of names being the first.
    line: usize,
}

impl Table {
    /// Reads a table.
    pub(super) fn parse(path: &str, text: &str) -> Result<Self> {
        let cells = |line: &str| line.split('\t').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
        let mut lines = text.lines();
        let columns = lines.next().map(cells).with_context(|| format!("{path} is empty"))?;
        let table = Self { path: path.to_owned(), columns, rows: lines.map(cells).collect() };
        for row in table.rows() {
            if row.cells.len() != table.columns.len() {
                bail!("{}: {} cells; {} columns are named", row.place(), row.cells.len(), table.columns.len());
            }
        }
        for column in ["id", "number"] {
            table.check_unique(column)?;
        }
        Ok(table)
    }

    /// Its lines, in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().enumerate().map(|(index, cells)| Row { table: self, cells, line: index + 2 })
    }

    /// The line with an id.
    pub(super) fn by_id(&self, id: &str) -> Result<Row<'_>> {
        let found = self.rows().find(|row| row.get("id").is_ok_and(|other| other == id));
        found.with_context(|| format!("{} has no `{id}`", self.path))
    }

    fn check_unique(&self, column: &str) -> Result<()> {
        let mut seen = BTreeSet::new();
        for row in self.rows() {
            if let Ok(cell) = row.get(column)
                && (cell.is_empty() || !seen.insert(cell))
            {
                bail!("{}: the {column} `{cell}` is empty or stands twice", row.place());
            }
        }
        Ok(())
    }
}

impl<'a> Row<'a> {
    /// The text of a cell; an error where no column has that name.
    pub(super) fn get(&self, column: &str) -> Result<&'a str> {
        let index = self.table.columns.iter().position(|name| name == column);
        let index = index.with_context(|| format!("{} has no column `{column}`", self.table.path))?;
        Ok(self.cells.get(index).map_or("", String::as_str))
    }

    /// The row's number for ever.
    pub(super) fn number(&self) -> Result<u16> {
        let number: u16 = self.get("number")?.parse().with_context(|| format!("{}: no number", self.place()))?;
        if number == 0 {
            bail!("{}: numbers begin at 1", self.place());
        }
        Ok(number)
    }

    /// The words of a cell, with spaces between.
    pub(super) fn words(&self, column: &str) -> Result<Vec<&'a str>> {
        Ok(self.get(column)?.split_whitespace().collect())
    }

    /// Whether a cell says yes.
    pub(super) fn is_set(&self, column: &str) -> Result<bool> {
        match self.get(column)? {
            "yes" => Ok(true),
            "" => Ok(false),
            other => bail!("{}: `{other}` is neither `yes` nor empty", self.place()),
        }
    }

    /// File and line, for messages.
    pub(super) fn place(&self) -> String {
        format!("{}:{}", self.table.path, self.line)
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn cells_are_read_by_their_column() {
        let table = Table::parse("a.tsv", "number\tid\tset\n1\tknee\tyes\n2\thip\t\n").unwrap();
        let hip = table.by_id("hip").unwrap();
        assert_eq!((hip.number().unwrap(), hip.is_set("set").unwrap()), (2, false));
        assert!(hip.get("gone").is_err() && table.by_id("gone").is_err());
    }

    #[test]
    fn tables_that_would_mislead_are_refused() {
        for text in ["", "number\tid\n1\n", "number\tid\n1\ta\n1\tb\n", "number\tid\n1\ta\n2\ta\n", "number\tid\n1\t\n"]
        {
            assert!(Table::parse("a.tsv", text).is_err(), "{text}");
        }
    }
}
