//! The book on loopback: its pages, and word when they have changed.
//!
//! A site that somebody has open in another tab can reach a server on this machine. So this one answers GET and HEAD
//! alone, to the names of this machine alone, to nothing that another site began, and never reads a file outside the
//! built book.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context, Result};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::StreamExt;
use grader::watch::may_be_save;
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;
use tokio::sync::{broadcast, watch};
use tokio_stream::wrappers::BroadcastStream;
use tower::ServiceExt;
use tower_http::services::ServeDir;

use crate::reload::Shown;
use crate::site::Site;

/// Where the book is served, unless another port is asked for or this one is taken.
pub const PORT: u16 = 4600;
/// How long nothing must have been saved before the book is built again.
const QUIET: Duration = Duration::from_millis(100);
/// No page is that long.
const MAX_BODY: usize = 16 << 20;

const RELOAD: &str = include_str!("reload.js");

/// What every answer needs.
#[derive(Clone)]
struct Server {
    shown: Shown,
    port: u16,
    /// The pages that changed, as a JSON list.
    changes: broadcast::Sender<String>,
    /// Says that it is over: streams that nobody ends would keep the server.
    over: watch::Receiver<bool>,
}

/// Builds the book, serves it until Ctrl-C, and builds it again when a source changes. `tell` hears what there is to
/// tell a person.
///
/// # Errors
///
/// If the book can't be built the first time, or if the port that was asked for is taken.
pub async fn serve(
    site: Site,
    port: Option<u16>,
    tell: impl Fn(&str) + Send + Clone + 'static,
) -> Result<()> {
    let shown = Shown::new(site.clone())?;
    let listener = listen(port).await?;
    let port = listener.local_addr()?.port();
    let (end, over) = watch::channel(false);
    let server = Server { shown: shown.clone(), port, changes: broadcast::channel(16).0, over };

    let watcher = rebuild_on_save(&site.root, shown, server.changes.clone(), tell.clone())?;
    tell(&format!("the book is at http://127.0.0.1:{port}/ until Ctrl-C; it follows what is saved in book/"));
    axum::serve(listener, router(server))
        .with_graceful_shutdown(async move {
            let _ = tokio::signal::ctrl_c().await;
            let _ = end.send(true);
        })
        .await?;
    drop(watcher);
    Ok(())
}

async fn listen(port: Option<u16>) -> Result<TcpListener> {
    let at = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    match port {
        Some(port) => {
            TcpListener::bind(at(port)).await.with_context(|| format!("listen at 127.0.0.1:{port}"))
        }
        None => match TcpListener::bind(at(PORT)).await {
            Ok(listener) => Ok(listener),
            Err(_) => TcpListener::bind(at(0)).await.context("listen at a free port"),
        },
    }
}

fn router(server: Server) -> Router {
    Router::new()
        .route("/--changes", get(changes))
        .route("/--reload.js", get(reload))
        .fallback(page)
        .layer(middleware::from_fn_with_state(server.clone(), guard))
        .with_state(server)
}

/// Refuses who has no business here, and tells the browser what it may do with an answer.
async fn guard(State(server): State<Server>, request: Request, next: Next) -> Response {
    if let Err((status, why)) = admitted(request.method(), request.headers(), server.port) {
        return (status, why).into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("referrer-policy", "no-referrer"),
        ("cache-control", "no-store"),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

/// Whether a request is one that a page of ours, or a person at this machine, makes.
fn admitted(method: &Method, headers: &HeaderMap, port: u16) -> Result<(), (StatusCode, &'static str)> {
    if !matches!(*method, Method::GET | Method::HEAD) {
        return Err((StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD\n"));
    }
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let names = ["127.0.0.1", "localhost", "[::1]"].map(|name| format!("{name}:{port}"));
    // A name of somebody else's that leads to this machine is how a site gets at its servers.
    if !header("host").is_some_and(|host| names.iter().any(|name| name == host)) {
        return Err((StatusCode::MISDIRECTED_REQUEST, "this server is 127.0.0.1\n"));
    }
    let from_here = matches!(header("sec-fetch-site"), None | Some("same-origin" | "none"));
    // Who follows a link leaves the other site behind.
    let follows_link =
        header("sec-fetch-mode") == Some("navigate") && header("sec-fetch-dest") == Some("document");
    if from_here || follows_link { Ok(()) } else { Err((StatusCode::FORBIDDEN, "not for other sites\n")) }
}

/// Word of each change.
async fn changes(State(server): State<Server>) -> impl IntoResponse {
    let told = BroadcastStream::new(server.changes.subscribe());
    // Who missed some is told that everything may have changed by being closed: the browser asks again.
    let events = told.take_while(|told| std::future::ready(told.is_ok())).filter_map(|told| async {
        let pages = told.ok()?;
        Some(Ok::<_, Infallible>(Event::default().event("changed").data(pages)))
    });
    let mut over = server.over;
    let end = async move { drop(over.wait_for(|over| *over).await) };
    Sse::new(events.take_until(Box::pin(end))).keep_alive(KeepAlive::default())
}

async fn reload() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], RELOAD)
}

/// A file of the built book, and the script in it if it is a page.
async fn page(State(server): State<Server>, request: Request) -> Response {
    let folder = server.shown.folder();
    let files = ServeDir::new(folder.path());
    let Ok(found) = files.oneshot(request).await;
    let mut found = found.map(Body::new);
    if found.status() == StatusCode::NOT_FOUND {
        let Ok(text) = std::fs::read(folder.path().join("404.html")) else { return found };
        found = (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "text/html")], text).into_response();
    }
    let is_page = |value: &HeaderValue| value.to_str().is_ok_and(|value| value.starts_with("text/html"));
    if !found.headers().get(header::CONTENT_TYPE).is_some_and(is_page) {
        return found;
    }
    let (mut head, body) = found.into_parts();
    let Ok(bytes) = to_bytes(body, MAX_BODY).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let text = String::from_utf8_lossy(&bytes);
    let text = text.replacen("</body>", "<script src=\"/--reload.js\"></script></body>", 1);
    head.headers.remove(header::CONTENT_LENGTH);
    head.headers.remove(header::LAST_MODIFIED);
    let policy = HeaderValue::from_str(&policy(&text));
    if let Ok(policy) = policy {
        head.headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Response::from_parts(head, Body::from(text))
}

/// What a page may do: run our scripts and mdBook's own, which are named by their hashes, and ask nobody else.
fn policy(page: &str) -> String {
    let hashes: String = inline_scripts(page)
        .map(|script| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(script))))
        .collect();
    format!(
        "default-src 'none'; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; \
         form-action 'none'"
    )
}

fn inline_scripts(page: &str) -> impl Iterator<Item = &str> {
    page.split("<script>").skip(1).filter_map(|rest| Some(rest.split_once("</script>")?.0))
}

/// Builds the book again when something that it is made of is saved. Dropped, it stops.
fn rebuild_on_save(
    root: &Path,
    shown: Shown,
    changes: broadcast::Sender<String>,
    tell: impl Fn(&str) + Send + 'static,
) -> Result<RecommendedWatcher> {
    let (sender, saved) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // An error may mean that events were lost: that is an event as well.
        if event.map_or(true, |event| event.need_rescan() || may_be_save(event.kind)) {
            let _ = sender.send(());
        }
    })?;
    for folder in ["book/src", "book/listings", "book/theme", "grader/dev/tests/snapshots"] {
        let folder = root.join(folder);
        watcher
            .watch(&folder, RecursiveMode::Recursive)
            .with_context(|| format!("watch {}", folder.display()))?;
    }
    std::thread::spawn(move || {
        while saved.recv().is_ok() {
            while saved.recv_timeout(QUIET).is_ok() {}
            match shown.again() {
                Ok(pages) if pages.is_empty() => {}
                Ok(pages) => {
                    tell(&format!("built again: {}", told_briefly(&pages)));
                    let pages = serde_json::to_string(&pages).unwrap_or_default();
                    // Nobody listens: nobody has the book open.
                    let _ = changes.send(pages);
                }
                Err(error) => tell(&format!("not built, the pages are those of before:\n{error:#}")),
            }
        }
    });
    Ok(watcher)
}

fn told_briefly(pages: &[String]) -> String {
    let pages: Vec<&str> = pages.iter().map(String::as_str).filter(|page| *page != "print.html").collect();
    match pages[..] {
        [] => "print.html".to_owned(),
        [page] => page.to_owned(),
        [first, ..] => format!("{first} and {} more", pages.len() - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_ours_and_people_here_are_answered() {
        let asks = |method: Method, headers: &[(&'static str, &'static str)]| {
            let headers = headers
                .iter()
                .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
            admitted(&method, &headers.collect(), 4600).map_err(|(status, _)| status.as_u16())
        };

        assert_eq!(asks(Method::GET, &[("host", "127.0.0.1:4600")]), Ok(()));
        assert_eq!(
            asks(Method::HEAD, &[("host", "localhost:4600"), ("sec-fetch-site", "same-origin")]),
            Ok(())
        );
        assert_eq!(asks(Method::POST, &[("host", "127.0.0.1:4600")]), Err(405));
        assert_eq!(asks(Method::GET, &[]), Err(421));
        assert_eq!(asks(Method::GET, &[("host", "rebound.example:4600")]), Err(421));
        assert_eq!(asks(Method::GET, &[("host", "127.0.0.1:4601")]), Err(421));
        let other = [("host", "127.0.0.1:4600"), ("sec-fetch-site", "cross-site")];
        assert_eq!(asks(Method::GET, &other), Err(403));
        let link = [other[0], other[1], ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")];
        assert_eq!(asks(Method::GET, &link), Ok(()));
        let frame = [other[0], other[1], ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "iframe")];
        assert_eq!(asks(Method::GET, &frame), Err(403));
    }

    #[test]
    fn a_policy_names_every_inline_script() {
        let policy = policy("<script>one</script><script src=\"x.js\"></script><script>two</script>");

        // printf one | openssl dgst -sha256 -binary | base64
        assert!(policy.contains("'sha256-dpLDrTVAu4A8Ags67mbNiIcSMjTqDG5xQ8Ct1z/0Me0='"), "{policy}");
        assert_eq!(policy.matches("sha256-").count(), 2);
    }
}
