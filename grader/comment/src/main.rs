//! Comments on the pull request whose grading is over. The workflow `grade-comment` runs it; all that it needs comes
//! from the environment, so that no stranger's text is ever part of a command.

use std::process::ExitCode;

use comment::api::Api;
use comment::event::Event;
use comment::work::{Setting, comment};

/// As everywhere: our fault.
const OUR_FAULT: u8 = 70;

fn main() -> ExitCode {
    match run() {
        Ok(done) => {
            say(&done);
            ExitCode::SUCCESS
        }
        Err(problem) => {
            say(&format!("expected to comment: {problem}"));
            ExitCode::from(OUR_FAULT)
        }
    }
}

fn run() -> Result<String, comment::Problem> {
    let path = variable("GITHUB_EVENT_PATH")?;
    let text =
        std::fs::read_to_string(&path).map_err(|error| format!("expected an event in {path}: {error}"))?;
    let event = Event::parse(&text)?;
    let repository = variable("GITHUB_REPOSITORY")?;
    let setting = Setting {
        book: variable("COURSE_BOOK").ok().map(|book| book.trim_end_matches('/').to_owned()),
        page: format!("{}/{repository}", variable("GITHUB_SERVER_URL")?),
    };
    let api = Api::new(&variable("GITHUB_API_URL")?, &repository, &variable("GITHUB_TOKEN")?);
    comment(&grader::checks::course(), &api, &setting, &event)
}

/// A variable that is set and not empty.
fn variable(name: &str) -> Result<String, comment::Problem> {
    #[expect(clippy::disallowed_methods, reason = "a workflow hands everything over in the environment")]
    let value = std::env::var(name).ok().filter(|value| !value.is_empty());
    value.ok_or_else(|| format!("{name} is not set"))
}

#[expect(clippy::print_stdout, reason = "the log of the run")]
fn say(line: &str) {
    println!("{}", grader::sanitise::inert(&grader::sanitise::line(line)));
}
