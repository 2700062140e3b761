//! The program `cities`, as a person runs it, and its map beside that of the course.

use assert_cmd::Command;
use sim::net::cities::{NAMES, ROADS, lan, road_ends, router};

/// What the program prints, what it complains about, and its status.
fn run(line: &str) -> (String, String, i32) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_solution-cities"));
    let output = command.args(line.split_whitespace()).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it is text");
    let status = output.status.code().expect("it ends by itself");
    (text(output.stdout), text(output.stderr), status)
}

fn prints(line: &str) -> String {
    let (stdout, stderr, status) = run(line);
    assert_eq!((stderr.as_str(), status), ("", 0), "cities {line}");
    stdout
}

#[test]
fn help_is_what_it_was() {
    let help = prints("--help");
    insta::assert_snapshot!(help);
    assert_eq!(prints(""), help);
    assert_eq!(prints("ping london -h"), help);
}

#[test]
fn the_map_is_that_of_the_course() {
    let map = prints("map");
    assert_eq!(map.lines().count(), NAMES.len() + ROADS.len(), "{map}");
    let dotted = |address: u32| std::net::Ipv4Addr::from(address).to_string();
    for (city, name) in NAMES.iter().enumerate() {
        let (bits, len) = lan(city);
        assert!(
            map.contains(&format!("{name:<10} {}/{len}, router {}\n", dotted(bits), dotted(router(city)))),
            "{map}"
        );
    }
    for (road, of) in ROADS.iter().enumerate() {
        let [one, other] = road_ends(road).map(dotted);
        let (from, to) = (NAMES[of.ends.0], NAMES[of.ends.1]);
        let line = format!("{from:<10} {one:<10} {:>2} ms  {other:<10} {to}\n", of.delay.as_millis());
        assert!(map.contains(&line), "{line}{map}");
    }
}

#[test]
fn a_traceroute_names_each_router() {
    insta::assert_snapshot!(prints("traceroute london"));
    insta::assert_snapshot!("around_a_cut", prints("traceroute london --cut tokyo-new-york"));
}

#[test]
fn stale_routes_lead_nowhere() {
    let (stdout, stderr, status) = run("traceroute london --cut london-new-york --stale");
    assert_eq!((stderr.as_str(), status), ("cities: London did not answer within 8 steps\n", 1));
    assert!(stdout.contains("\n 2  10.0.6.1 (New York)"), "{stdout}");
    assert!(stdout.contains("\n 3  *  *  *\n"), "{stdout}");
}

#[test]
fn nothing_leads_to_a_city_that_is_cut_off() {
    let (stdout, _, status) = run("ping singapore --cut tokyo-singapore,singapore-frankfurt");
    assert_eq!(status, 1);
    assert!(stdout.contains("network unreachable from 10.1.0.1 (Tokyo)"), "{stdout}");
    assert!(stdout.ends_with("3 sent, 0 answered\n"), "{stdout}");
}

#[test]
fn a_ping_says_how_far_it_is() {
    insta::assert_snapshot!(prints("ping singapore --from london"));
}

#[test]
fn routes_are_those_of_the_router() {
    insta::assert_snapshot!(prints("routes tokyo"));
}

#[test]
fn what_makes_no_sense_is_refused_with_status_2() {
    for (line, complaint) in [
        ("fly london", "fly: expected map, routes, ping or traceroute"),
        ("map london", "london: `map` takes nothing"),
        ("ping", "`ping` takes one city"),
        ("ping paris", "paris: expected a city, such as london or new-york"),
        ("ping tokyo", "tokyo: it is sent from there"),
        ("traceroute london --from atlantis", "atlantis: expected a city, such as london or new-york"),
        (
            "traceroute london --cut tokyo-london",
            "--cut tokyo-london: there is no such cable; `cities map` lists them",
        ),
        ("ping london --fast", "there is no option --fast here"),
    ] {
        let (stdout, stderr, status) = run(line);
        let expected = format!("cities: {complaint} (--help says what there is)\n");
        assert_eq!((stdout.as_str(), stderr, status), ("", expected, 2), "cities {line}");
    }
}
