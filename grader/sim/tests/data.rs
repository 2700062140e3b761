//! A trace as data: what it says, and what it refuses.

use sim::{Delivery, Event, Micros, Trace};

fn ms(millis: u64) -> Micros {
    Micros::from_millis(millis)
}

#[test]
fn json_is_short_and_has_bytes_in_hex() {
    let mut trace = Trace::new();
    let (client, server) = (trace.actor("client"), trace.actor("server"));
    trace.message(client, server, "SYN").sent(ms(0)).arrives(ms(50)).carrying([0xc0, 0xa8]);
    trace.message(server, client, "RST").sent(ms(50)).lost("fate 2: drop").first_difference();
    trace.note(client, "waits").at(Micros(1500));

    insta::assert_snapshot!(serde_json::to_string_pretty(&trace).unwrap(), @r#"
    {
      "actors": [
        {
          "name": "client"
        },
        {
          "name": "server"
        }
      ],
      "events": [
        {
          "message": {
            "from": 0,
            "to": 1,
            "label": "SYN",
            "sent_at": 0,
            "delivery": {
              "arrived": {
                "at": 50000
              }
            },
            "bytes": "c0a8"
          }
        },
        {
          "message": {
            "from": 1,
            "to": 0,
            "label": "RST",
            "sent_at": 50000,
            "delivery": {
              "lost": {
                "why": "fate 2: drop"
              }
            }
          }
        },
        {
          "note": {
            "actor": 0,
            "at": 1500,
            "text": "waits"
          }
        }
      ],
      "first_difference": 1
    }
    "#);
}

#[test]
fn a_message_is_on_its_way_until_it_arrives() {
    let mut trace = Trace::new();
    let (client, server) = (trace.actor("client"), trace.actor("server"));
    let id = trace.message(client, server, "PING").sent(ms(0)).id();
    assert_eq!(delivery(&trace, 0), &Delivery::InFlight);

    trace.resume(id).unwrap().arrives(ms(50));
    assert_eq!(delivery(&trace, 0), &Delivery::Arrived { at: Some(ms(50)), damage: None });
}

#[test]
fn a_copy_of_a_copy_is_a_copy_of_the_original() {
    let mut trace = Trace::new();
    let (client, server) = (trace.actor("client"), trace.actor("server"));
    let id = trace.message(client, server, "PING").id();
    trace.resume(id).unwrap().again().again();
    let originals = trace.events().iter().map(|event| match event {
        Event::Message(message) => message.copy_of,
        Event::Note(_) => None,
    });
    assert_eq!(originals.collect::<Vec<_>>(), [None, Some(id), Some(id)]);
}

#[test]
fn notes_are_not_sent() {
    let mut trace = Trace::new();
    let client = trace.actor("client");
    let id = trace.note(client, "waits").id();
    assert!(trace.resume(id).is_none());
}

#[test]
fn what_no_trace_can_say_is_refused() {
    let refused = [
        (
            r#"{"message":{"from":0,"to":7,"label":"","delivery":"in_flight"}}"#,
            "null",
            "event 0 speaks of actor 7, who is not there",
        ),
        (r#"{"note":{"actor":7,"text":""}}"#, "null", "event 0 speaks of actor 7, who is not there"),
        (
            r#"{"message":{"from":0,"to":1,"label":"","sent_at":9,"delivery":{"arrived":{"at":8}}}}"#,
            "null",
            "message 0 arrives before it is sent",
        ),
        (
            r#"{"message":{"from":0,"to":1,"label":"","delivery":"in_flight","copy_of":0}}"#,
            "null",
            "event 0 is a copy of no earlier message of the same two actors",
        ),
        (r#"{"note":{"text":""}}"#, "1", "the first difference is event 1, which is not there"),
    ];
    const ACTORS: &str = r#"[{"name":"a"},{"name":"b"}]"#;
    for (event, difference, reason) in refused {
        let json = format!(r#"{{"actors":{ACTORS},"events":[{event}],"first_difference":{difference}}}"#);
        let error = serde_json::from_str::<Trace>(&json).unwrap_err();
        assert!(error.to_string().starts_with(reason), "{error}");
    }
}

#[test]
fn times_are_read_in_milliseconds() {
    let texts =
        [Micros(0), Micros(1500), Micros(50_000), Micros(1), Micros(1_000_010)].map(|time| time.to_string());
    assert_eq!(texts, ["0 ms", "1.5 ms", "50 ms", "0.001 ms", "1000.01 ms"]);
}

fn delivery(trace: &Trace, index: usize) -> &Delivery {
    match &trace.events()[index] {
        Event::Message(message) => &message.delivery,
        Event::Note(note) => panic!("{note:?} is not a message"),
    }
}
