//! What can be typed.

use eap_examples::primes::parse;

pub(crate) enum Command {
    Test(u64),
    List,
    Cancel(u32),
    CancelAll,
    Help,
    Quit,
}

pub(crate) const HELP: [&str; 5] = [
    "N         test the number N",
    "list      show how far the tests are",
    "cancel N  cancel test N",
    "cancel    cancel all tests",
    "quit      cancel all tests and end; so does `exit`",
];

impl Command {
    /// Reads a line.
    ///
    /// # Errors
    ///
    /// Says what is wrong with it.
    pub(crate) fn parse(line: &str) -> Result<Self, String> {
        let words: Vec<_> = line.split_whitespace().collect();
        match words[..] {
            [] | ["list"] => Ok(Self::List),
            ["cancel"] => Ok(Self::CancelAll),
            ["cancel", name] => match name.parse() {
                Ok(name) => Ok(Self::Cancel(name)),
                Err(_) => Err(format!("cancel: `{name}` is not the number of a test")),
            },
            ["help"] => Ok(Self::Help),
            ["quit" | "exit"] => Ok(Self::Quit),
            [word] if word.starts_with(|first: char| first.is_ascii_digit() || first == '-') => {
                let number = parse(word).map_err(|error| format!("{word}: {error}"))?;
                Ok(Self::Test(number))
            }
            [word, ..] => Err(format!(
                "`{word}` is neither a number nor a command: try `help`"
            )),
        }
    }
}
