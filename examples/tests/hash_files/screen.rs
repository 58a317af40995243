//! The screen of a terminal, as far as progress bars go.
#![cfg(target_os = "linux")]

use std::io::{BufReader, Bytes, Read};
use std::process::ChildStdout;

pub(crate) struct Screen {
    columns: usize,
    lines: Vec<Vec<char>>,
    /// The cursor: a line and a column. The column may be one behind the last.
    line: usize,
    column: usize,
    input: Bytes<BufReader<ChildStdout>>,
}

impl Screen {
    pub(crate) fn new(columns: usize, input: ChildStdout) -> Self {
        Self {
            columns,
            lines: Vec::new(),
            line: 0,
            column: 0,
            input: BufReader::new(input).bytes(),
        }
    }

    pub(crate) fn text(&self) -> String {
        let lines = self.lines.iter();
        let lines = lines.map(|line| line.iter().collect::<String>().trim_end().to_owned());
        lines.collect::<Vec<_>>().join("\n")
    }

    #[track_caller]
    pub(crate) fn read_until(&mut self, is_there: impl Fn(&str) -> bool) {
        while !is_there(&self.text()) {
            assert!(self.read(), "the program ended with {}", self.text());
        }
    }

    pub(crate) fn read_to_end(&mut self) {
        while self.read() {}
    }

    /// Reads and draws one character or one control sequence. `false` at the end.
    fn read(&mut self) -> bool {
        let Some(character) = self.character() else {
            return false;
        };
        match character {
            '\r' => self.column = 0,
            '\n' => self.line += 1,
            '\x1b' => self.control(),
            character => self.put(character),
        }
        true
    }

    /// An error is the end, as that of a terminal is.
    fn byte(&mut self) -> Option<u8> {
        self.input.next()?.ok()
    }

    fn character(&mut self) -> Option<char> {
        let first = self.byte()?;
        let mut bytes = vec![first];
        for _ in 1..usize::try_from(first.leading_ones()).unwrap().max(1) {
            bytes.push(self.byte()?);
        }
        String::from_utf8(bytes).unwrap().chars().next()
    }

    fn control(&mut self) {
        assert_eq!(self.character(), Some('['));
        let mut number = 0;
        loop {
            let character = self.character().unwrap();
            match character {
                '0'..='9' => number = number * 10 + character.to_digit(10).unwrap() as usize,
                'A' => return self.line -= number,
                'B' => return self.line += number,
                'K' => return self.cells().fill(' '),
                'm' => return,
                other => panic!("a terminal does more for `{other}`"),
            }
        }
    }

    fn put(&mut self, character: char) {
        if self.column == self.columns {
            self.column = 0;
            self.line += 1;
        }
        let column = self.column;
        self.cells()[column] = character;
        self.column += 1;
    }

    /// The cells of the cursor's line.
    fn cells(&mut self) -> &mut [char] {
        while self.lines.len() <= self.line {
            self.lines.push(vec![' '; self.columns]);
        }
        &mut self.lines[self.line]
    }
}
