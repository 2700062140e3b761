//! What GitHub's runner takes for a command in what a program prints: its two parsers, ported, as an oracle.
//!
//! Ours is a port of the behavior of `TryParseV2` and `TryParse` in the runner's `ActionCommand.cs`. A line goes to the
//! first, and to the second where that finds nothing. The runner ends lines at CR, LF or both; here whatever some log
//! viewer takes for a line's end is one, so that the oracle finds no less than the runner.

/// The commands that the runner registers; it compares their names without regard to case. `internal-set-repo-path` is
/// registered for a moment only, and here always.
pub const COMMANDS: [&str; 16] = [
    "error",
    "warning",
    "notice",
    "debug",
    "group",
    "endgroup",
    "echo",
    "add-mask",
    "add-matcher",
    "remove-matcher",
    "set-output",
    "save-state",
    "set-env",
    "add-path",
    "stop-commands",
    "internal-set-repo-path",
];

/// A command, as the runner understands it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// Its name, as it was written.
    pub name: String,
    /// Its properties, in order, unescaped.
    pub properties: Vec<(String, String)>,
    /// What follows, unescaped.
    pub data: String,
}

impl Command {
    /// A property, by its name.
    pub fn property(&self, name: &str) -> Option<&str> {
        let found = self.properties.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// All commands in what a program printed, on either stream.
pub fn commands(printed: &str) -> Vec<Command> {
    let ends = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    printed.split(ends).filter_map(|line| version_2(line).or_else(|| version_1(line))).collect()
}

/// `::name key=value,key=value::data`, behind blanks.
pub fn version_2(line: &str) -> Option<Command> {
    let rest = line.trim_start().strip_prefix("::")?;
    let (head, data) = rest.split_once("::")?;
    let unescaped = |text: &str| {
        let text = text.replace("%0D", "\r").replace("%0A", "\n");
        text.replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
    };
    let data = data.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    command(head, ',', unescaped, data)
}

/// `##[name key=value;key=value]data`, wherever in the line it begins first.
pub fn version_1(line: &str) -> Option<Command> {
    let (_, rest) = line.split_once("##[")?;
    let (head, data) = rest.split_once(']')?;
    let unescaped = |text: &str| {
        let text = text.replace("%3B", ";").replace("%0D", "\r").replace("%0A", "\n");
        text.replace("%5D", "]").replace("%25", "%")
    };
    command(head, ';', unescaped, unescaped(data))
}

fn command(head: &str, between: char, unescaped: impl Fn(&str) -> String, data: String) -> Option<Command> {
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    if !COMMANDS.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        return None;
    }
    let pairs = properties.trim().split(between).filter_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        (!key.is_empty() && !value.is_empty()).then(|| (key.to_owned(), unescaped(value)))
    });
    Some(Command { name: name.to_owned(), properties: pairs.collect(), data })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A command's name, first property and data.
    type Expected = (&'static str, Option<(&'static str, &'static str)>, &'static str);

    /// Lines, and the command in each.
    const LINES: [(&str, Option<Expected>); 15] = [
        ("::error::boom", Some(("error", None, "boom"))),
        ("  \u{a0}::ERROR::boom", Some(("ERROR", None, "boom"))),
        ("::error file=a%3Ab%2Cc%250A,line=1::x%0Ay", Some(("error", Some(("file", "a:b,c%0A")), "x\ny"))),
        ("::set-output name=a::b::c", Some(("set-output", Some(("name", "a")), "b::c"))),
        ("::add-mask::", Some(("add-mask", None, ""))),
        ("say ::error::boom", None),
        ("| ::error::boom", None),
        ("::error:boom", None),
        ("::nonesuch::boom", None),
        ("::error\u{0}::boom", None),
        ("say ##[error]boom", Some(("error", None, "boom"))),
        ("###[error a=b%5Dc;d=e]boom%3B", Some(("error", Some(("a", "b]c")), "boom;"))),
        ("## [error]boom", None),
        ("##[nonesuch]##[error]boom", None),
        ("##[error", None),
    ];

    #[test]
    fn lines_are_read_as_the_runner_reads_them() {
        for (line, expected) in LINES {
            let found = commands(line);
            let found = found.first().map(|command| {
                let property = command.properties.first();
                let property = property.map(|(key, value)| (key.as_str(), value.as_str()));
                (command.name.as_str(), property, command.data.as_str())
            });
            assert_eq!(found, expected, "{line:?}");
        }
    }

    #[test]
    fn each_end_of_a_line_begins_another() {
        assert_eq!(
            commands("a\n::error::1\r::error::2\r\n::error::3\u{85}::error::4\u{2028}##[error]5").len(),
            5
        );
    }
}
