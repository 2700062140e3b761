//! What is asked of GitHub, by its REST interface of 2022-11-28.

use std::fmt;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use ureq::http::Response;
use ureq::{Agent, Body};

use crate::Problem;
use crate::claim::MOST_BYTES;
use crate::event::{Repository, User};
use crate::gate::{ChangedFile, MOST_FILES};
use crate::past::MARK;

/// How long one answer may take.
const TO_ANSWER: Duration = Duration::from_secs(30);
/// The most bytes of an answer in JSON: 4 MiB.
const MOST_JSON: u64 = 4 << 20;
/// The most bytes of an artifact, packed.
const MOST_ARTIFACT: u64 = MOST_BYTES;
/// Entries of a page; GitHub gives no more.
const A_PAGE: usize = 100;
/// The account that a workflow's own token belongs to.
const OURSELVES: &str = "github-actions[bot]";
/// Pages of comments that are looked through for ours.
const MOST_PAGES: usize = 30;

/// GitHub, as far as one repository goes.
pub struct Api {
    agent: Agent,
    base: String,
    repository: String,
    token: String,
}

/// A pull request.
#[derive(Debug, Deserialize)]
pub struct Pull {
    /// Its number.
    pub number: u64,
    /// Where it comes from.
    pub head: Head,
    /// How many files it changes; only where it is asked for alone.
    #[serde(default)]
    pub changed_files: usize,
    /// `open` or `closed`.
    pub state: String,
    /// When something last happened to it, a push or a word.
    pub updated_at: String,
}

/// Where a pull request comes from.
#[derive(Debug, Deserialize)]
pub struct Head {
    /// Its last commit.
    pub sha: String,
    /// Its repository; `None` if that is gone.
    pub repo: Option<Repository>,
}

#[derive(Deserialize)]
struct Comment {
    id: u64,
    body: Option<String>,
    user: Option<User>,
}

#[derive(Deserialize)]
struct Artifacts {
    artifacts: Vec<Artifact>,
}

#[derive(Deserialize)]
struct Artifact {
    id: u64,
    name: String,
    size_in_bytes: u64,
    expired: bool,
    archive_download_url: String,
}

/// A comment of ours.
#[derive(Debug)]
pub struct Own {
    /// Its number.
    pub id: u64,
    /// What it says.
    pub body: String,
}

#[derive(Serialize)]
struct Said<'a> {
    body: &'a str,
}

impl Api {
    /// GitHub at `base`, with this token, for `repository` (`owner/name`).
    pub fn new(base: &str, repository: &str, token: &str) -> Api {
        let config = Agent::config_builder()
            .timeout_global(Some(TO_ANSWER))
            .http_status_as_error(false)
            .user_agent("cargo-grade")
            .build();
        Api {
            agent: config.into(),
            base: base.to_owned(),
            repository: repository.to_owned(),
            token: token.to_owned(),
        }
    }

    /// The open pull requests whose last commit is this one, in that repository and branch.
    pub fn pulls(
        &self,
        owner: &str,
        branch: &str,
        repository: &str,
        sha: &str,
    ) -> Result<Vec<Pull>, Problem> {
        let head = escaped(&format!("{owner}:{branch}"));
        let pulls: Vec<Pull> = self.get(&format!("pulls?state=open&per_page={A_PAGE}&head={head}"))?;
        let is_it = |pull: &Pull| {
            pull.state == "open"
                && pull.head.sha == sha
                && pull.head.repo.as_ref().is_some_and(|repo| repo.full_name == repository)
        };
        Ok(pulls.into_iter().filter(is_it).collect())
    }

    /// One pull request.
    pub fn pull(&self, number: u64) -> Result<Pull, Problem> {
        self.get(&format!("pulls/{number}"))
    }

    /// The files that a pull request changes, as far as GitHub lists them.
    pub fn files(&self, number: u64) -> Result<Vec<ChangedFile>, Problem> {
        self.pages(&format!("pulls/{number}/files"), MOST_FILES / A_PAGE)
    }

    /// The artifact of this name that a run has left, still packed: the newest, where it has run more than once. The inner
    /// error says what the run has left instead; the outer one is GitHub's.
    pub fn artifact(&self, run: u64, name: &str) -> Result<Result<Vec<u8>, Problem>, Problem> {
        let found: Artifacts =
            self.get(&format!("actions/runs/{run}/artifacts?per_page={A_PAGE}&name={name}"))?;
        let of_this_name = found.artifacts.into_iter().filter(|one| one.name == name && !one.expired);
        let Some(artifact) = of_this_name.max_by_key(|artifact| artifact.id) else {
            return Ok(Err(String::from("the run has left no report")));
        };
        if artifact.size_in_bytes > MOST_ARTIFACT {
            return Ok(Err(format!("expected an artifact of at most {MOST_ARTIFACT} bytes")));
        }
        let answer = self.send(self.agent.get(&artifact.archive_download_url));
        bytes(answer.map_err(|why| format!("the artifact: {why}"))?, MOST_ARTIFACT).map(Ok)
    }

    /// Our comment on a pull request: one that begins with our mark, and that we wrote. Anybody can write the mark.
    pub fn own_comment(&self, number: u64) -> Result<Option<Own>, Problem> {
        let comments: Vec<Comment> = self.pages(&format!("issues/{number}/comments"), MOST_PAGES)?;
        Ok(comments.into_iter().find_map(|Comment { id, body, user }| {
            let body = body.filter(|body| body.starts_with(MARK))?;
            user.filter(|user| user.login == OURSELVES).map(|_| Own { id, body })
        }))
    }

    /// Writes a comment, or writes ours anew.
    pub fn say(&self, number: u64, own: Option<&Own>, body: &str) -> Result<(), Problem> {
        let json = serde_json::to_vec(&Said { body }).map_err(|error| error.to_string())?;
        let (request, path) = match own {
            Some(own) => {
                let path = format!("issues/comments/{}", own.id);
                (self.agent.patch(self.url(&path)), path)
            }
            None => {
                let path = format!("issues/{number}/comments");
                (self.agent.post(self.url(&path)), path)
            }
        };
        let answer = self.headed(request).header("Content-Type", "application/json").send(&json[..]);
        fine(answer.map_err(|error| error.to_string())).map(drop).map_err(|why| format!("{path}: {why}"))
    }

    fn url(&self, path: &str) -> String {
        format!("{}/repos/{}/{path}", self.base, self.repository)
    }

    fn pages<T: DeserializeOwned>(&self, path: &str, most: usize) -> Result<Vec<T>, Problem> {
        let mut all = Vec::new();
        for page in 1..=most {
            let part: Vec<T> = self.get(&format!("{path}?per_page={A_PAGE}&page={page}"))?;
            let is_last = part.len() < A_PAGE;
            all.extend(part);
            if is_last {
                break;
            }
        }
        Ok(all)
    }

    fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Problem> {
        let answer = self.send(self.agent.get(self.url(path))).map_err(|why| format!("{path}: {why}"))?;
        let text = bytes(answer, MOST_JSON)?;
        serde_json::from_slice(&text)
            .map_err(|error| format!("{path}: expected what GitHub documents: {error}"))
    }

    fn send(
        &self,
        request: ureq::RequestBuilder<ureq::typestate::WithoutBody>,
    ) -> Result<Response<Body>, Problem> {
        fine(self.headed(request).call().map_err(|error| error.to_string()))
    }

    fn headed<T>(&self, request: ureq::RequestBuilder<T>) -> ureq::RequestBuilder<T> {
        request
            .header("Authorization", format!("Bearer {}", self.token))
            .header("Accept", "application/vnd.github+json")
            .header("X-GitHub-Api-Version", "2022-11-28")
    }
}

impl fmt::Debug for Api {
    /// All but the token.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Api")
            .field("base", &self.base)
            .field("repository", &self.repository)
            .finish_non_exhaustive()
    }
}

/// An answer that says yes.
fn fine(answer: Result<Response<Body>, Problem>) -> Result<Response<Body>, Problem> {
    let answer = answer?;
    let header =
        |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).map(String::from);
    match answer.status().as_u16() {
        200..=299 => Ok(answer),
        403 | 429
            if header("x-ratelimit-remaining").as_deref() == Some("0") || header("retry-after").is_some() =>
        {
            Err(String::from("GitHub takes no more requests for now; run this again later"))
        }
        401 | 403 => Err(String::from(
            "GitHub does not let us: the job needs `pull-requests: write`, `contents: read` and `actions: read`",
        )),
        other => Err(format!("GitHub answers with status {other}")),
    }
}

fn bytes(mut answer: Response<Body>, most: u64) -> Result<Vec<u8>, Problem> {
    let read = answer.body_mut().with_config().limit(most).read_to_vec();
    read.map_err(|error| format!("expected an answer of at most {most} bytes: {error}"))
}

/// A text in a query, RFC 3986 §2.1 and §2.3.
fn escaped(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_branches_stay_in_their_place() {
        assert_eq!(escaped("me:a&state=all#x/ä\n"), "me%3Aa%26state%3Dall%23x%2F%C3%A4%0A");
    }
}
