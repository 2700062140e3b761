//! The event that starts us: a run of the workflow `grade` was requested, or is over.

use serde::Deserialize;

use crate::Problem;

/// What we read of GitHub's `workflow_run` event.
#[derive(Debug, Deserialize)]
pub struct Event {
    /// `completed` where the run is over, `requested` where it has just been asked for.
    pub action: String,
    /// The repository whose workflow runs.
    pub repository: Course,
    /// The run.
    pub workflow_run: Run,
}

/// A repository with a course.
#[derive(Debug, Deserialize)]
pub struct Course {
    /// The topics that its owner has given it.
    #[serde(default)]
    pub topics: Vec<String>,
}

/// The topic of the repository where the course itself is made. Nothing is graded there.
pub const UPSTREAM: &str = "course-upstream";
/// How a run ends that waits until a maintainer lets it begin.
const WAITS: &str = "action_required";

/// A run of a workflow.
#[derive(Debug, Deserialize)]
pub struct Run {
    /// Its number.
    pub id: u64,
    /// What started it.
    pub event: String,
    /// How it ended; `None` where it has not.
    pub conclusion: Option<String>,
    /// The commit that it graded.
    pub head_sha: String,
    /// The branch of that commit: a stranger chose its name.
    pub head_branch: String,
    /// The repository of that branch; `None` if it is gone.
    pub head_repository: Option<Repository>,
}

/// A repository.
#[derive(Debug, Deserialize)]
pub struct Repository {
    /// `owner/name`.
    pub full_name: String,
    /// Whose it is.
    pub owner: User,
}

/// An account.
#[derive(Debug, Deserialize)]
pub struct User {
    /// Its name.
    pub login: String,
}

impl Event {
    /// Whether this is the repository where the course itself is made.
    pub fn is_upstream(&self) -> bool {
        self.repository.topics.iter().any(|topic| topic == UPSTREAM)
    }

    /// Whether the run is over. One that waits for a maintainer may be called completed, too, and has not even begun.
    pub fn is_over(&self) -> bool {
        self.action == "completed" && self.workflow_run.conclusion.as_deref() != Some(WAITS)
    }

    /// Reads an event.
    ///
    /// # Errors
    ///
    /// If it is no `workflow_run` event, or the commit is not named by 40 hexadecimal digits.
    pub fn parse(text: &str) -> Result<Event, Problem> {
        let event: Event = serde_json::from_str(text).map_err(|error| {
            format!("expected the event of a workflow_run, with what we read of it: {error}")
        })?;
        if is_commit(&event.workflow_run.head_sha) {
            Ok(event)
        } else {
            Err(String::from("expected a commit of 40 hexadecimal digits as head_sha"))
        }
    }
}

/// Whether this names a commit as git does in full.
pub fn is_commit(text: &str) -> bool {
    text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
