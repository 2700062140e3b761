//! Where a peer can't be built, a check that needs it is skipped and says so; where peers are demanded, as in CI, that
//! is our fault. Nothing else suffers.

#[expect(dead_code, reason = "each test uses some of it")]
mod support;

use grader::grade::{Request, Workshop, grade};
use grader::report::{CheckReport, Status, UnitStatus};
use support::{check, course, exercise, shop};

/// It asks a DNS server that we did not write.
const CHECK: &str = "addresses/dns_msg/a_real_server";

fn graded_without_peers(needs_peers: bool) -> (UnitStatus, CheckReport) {
    let course = course();
    let target = course.target("addresses/dns_msg").expect("it exists");
    let request = Request { target, needs_peers, ..Request::new(course.root.join("solutions")) };
    // Cargo can't build into a file.
    let file = tempfile::NamedTempFile::new().expect("a file can be made");
    let report = shop(|shop| {
        let shop = Workshop { peers: file.path().to_owned(), ..shop.clone() };
        grade(&course, &shop, &request, &|_| {})
    });
    let report = report.expect("grading works");
    let exercise = exercise(&report, "addresses", "dns_msg");
    let mut others = exercise.checks.iter().filter(|check| check.id != CHECK);
    assert!(others.all(|check| check.status == Status::Passed), "{exercise:#?}");
    (exercise.status, check(&report, CHECK).clone())
}

#[test]
fn a_check_without_its_peer_is_skipped_and_says_what_to_do() {
    let (exercise, check) = graded_without_peers(false);

    assert_eq!((exercise, check.status, check.points), (UnitStatus::Partial, Status::Skipped, 0));
    let message = check.message.expect("it says why");
    assert!(message.starts_with("peer not built: cargo grade prepare --all"), "{message}");
}

#[test]
fn where_peers_are_demanded_it_is_our_fault() {
    let (exercise, check) = graded_without_peers(true);

    assert_eq!((exercise, check.status), (UnitStatus::Broken, Status::Broken));
}
