//! The one function that knows the order of things.

use grader::catalogue::Course;

use crate::Problem;
use crate::api::{Api, Pull};
use crate::claim::{self, Claim};
use crate::event::Event;
use crate::gate::{self, ChangedFile};
use crate::past::Past;
use crate::render::{self, Links};

/// What is known beside the event.
#[derive(Debug)]
pub struct Setting {
    /// The published book, without the slash at its end.
    pub book: Option<String>,
    /// The repository's page, without the slash at its end.
    pub page: String,
}

/// How often the files of a pull request are read that is written in meanwhile.
const TRIES: usize = 3;
/// The name of the artifact.
const ARTIFACT: &str = "report";

/// Says what is to be said about a run; gives a line for the log.
///
/// # Errors
///
/// If GitHub does not answer as documented. What a stranger did is no error.
pub fn comment(course: &Course, api: &Api, setting: &Setting, event: &Event) -> Result<String, Problem> {
    let run = &event.workflow_run;
    let Some(repository) = run.head_repository.as_ref().filter(|_| run.event == "pull_request") else {
        return Ok(String::from(
            "nothing to say: not the run of a pull request whose repository is still there",
        ));
    };
    if !event.is_upstream() && !event.is_over() {
        return Ok(String::from(
            "nothing to say: the run has not ended, or waits for a maintainer's approval",
        ));
    }
    let pulls = api.pulls(&repository.owner.login, &run.head_branch, &repository.full_name, &run.head_sha)?;
    let [Pull { number, .. }] = pulls[..] else {
        return Ok(format!(
            "nothing to say: expected one open pull request with this commit as its last, and there are {}",
            pulls.len()
        ));
    };
    let Some((pull, files)) = changes(api, number, &run.head_sha)? else {
        return Ok(String::from("nothing to say: the pull request has moved on or is closed"));
    };
    let links = Links {
        book: setting.book.clone(),
        page: setting.page.clone(),
        run: format!("{}/actions/runs/{}", setting.page, run.id),
        commit: run.head_sha.to_lowercase(),
    };
    let is_own = gate::is_learners_own(&files, pull.changed_files);
    if event.is_upstream() && !is_own {
        return Ok(String::from("nothing to say: a change of the course itself"));
    }
    let own = api.own_comment(number)?;
    let (body, done) = if event.is_upstream() {
        (render::wrong_place(), String::from("said that this is the wrong place"))
    } else if !is_own {
        (render::needs_a_person(&links), String::from("said that a person has to look at it"))
    } else {
        match claim(course, api, run.id)? {
            Ok(claim) => {
                let past = own.as_ref().and_then(|own| Past::find(course, &own.body));
                let touched = |chapter: &str, exercise: &str| touches(&files, chapter, exercise);
                let body = render::verdict(course, &claim, past.as_ref(), &touched, &links);
                (body, String::from("said what came of it"))
            }
            Err(why) => (render::no_verdict(&links), format!("said that there is no verdict: {why}")),
        }
    };
    api.say(number, own.as_ref(), &body)?;
    Ok(format!("pull request {number}: {done}"))
}

/// The pull request, and the files that it changes with this last commit; `None` if it has another, or is closed.
///
/// GitHub lists files of the last commit of the moment. So it is asked for the pull request before and after: somebody
/// could push harmless changes while the list is read, and take them back.
fn changes(api: &Api, number: u64, sha: &str) -> Result<Option<(Pull, Vec<ChangedFile>)>, Problem> {
    let mut before = api.pull(number)?;
    for _ in 0..TRIES {
        if before.state != "open" || before.head.sha != sha {
            return Ok(None);
        }
        let files = api.files(number)?;
        let after = api.pull(number)?;
        if after.updated_at == before.updated_at && after.head.sha == sha {
            return Ok(Some((after, files)));
        }
        before = after;
    }
    Err(String::from("the pull request changes all the time; run this again later"))
}

/// What the run claims; the inner error is the stranger's.
fn claim(course: &Course, api: &Api, run: u64) -> Result<Result<Claim, Problem>, Problem> {
    let artifact = api.artifact(run, ARTIFACT)?;
    Ok(artifact.and_then(|artifact| claim::unpack(&artifact)).and_then(|text| claim::read(course, &text)))
}

fn touches(files: &[ChangedFile], chapter: &str, exercise: &str) -> bool {
    files.iter().any(|file| {
        let below = file.filename.strip_prefix("exercises/").and_then(|rest| rest.strip_prefix(chapter));
        let below = below.and_then(|rest| rest.strip_prefix("/src/"));
        below.and_then(grader::submission::owner) == Some(exercise)
    })
}
