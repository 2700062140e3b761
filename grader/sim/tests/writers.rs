//! The same conversations as each writer tells them: the ladder of the terminal, the list, SVG and JSON, one
//! snapshot a conversation. Read them as someone who was not there.

use sim::{ActorId, Micros, Svg, Trace, ladder, list, svg};

struct Conversation {
    name: &'static str,
    title: &'static str,
    tell: fn() -> Trace,
}

const CONVERSATIONS: [Conversation; 10] = [
    Conversation { name: "handshake", title: "A three-way handshake", tell: handshake },
    Conversation { name: "loss", title: "A lost acknowledgement is sent again", tell: loss },
    Conversation { name: "reorder", title: "One segment overtakes another", tell: reorder },
    Conversation { name: "duplicate", title: "The network doubles a segment", tell: duplicate },
    Conversation { name: "damage", title: "A bit flips on the way", tell: damage },
    Conversation { name: "every_fate", title: "All that can become of a message", tell: every_fate },
    Conversation { name: "three_actors", title: "A link between routers fails", tell: three_actors },
    Conversation { name: "no_times", title: "A half-close on real sockets", tell: no_times },
    Conversation { name: "mistake", title: "A send that waits for nothing", tell: mistake },
    Conversation { name: "hostile", title: "Labels & names from \"strangers\" <b>", tell: hostile },
];

#[test]
fn each_conversation_in_all_four_ways() {
    for Conversation { name, title, tell } in CONVERSATIONS {
        let trace = tell();
        let steps = list(&trace);
        let steps = steps.iter().zip(1..).map(|(step, number)| format!("{number}. {}\n", step.text));
        let told = [
            ("ladder", ladder(&trace, 100)),
            ("list", steps.collect()),
            ("svg", svg(&trace, &Svg { id: &format!("fig-{name}"), title })),
            ("json", serde_json::to_string_pretty(&trace).unwrap()),
        ];
        let told = told.map(|(writer, text)| format!("== {writer} ==\n{}\n", text.trim_end()));
        insta::assert_snapshot!(name, told.join("\n"));
    }
}

fn ms(millis: u64) -> Micros {
    Micros::from_millis(millis)
}

fn two(names: [&str; 2]) -> (Trace, ActorId, ActorId) {
    let mut trace = Trace::new();
    let [one, other] = names.map(|name| trace.actor(name));
    (trace, one, other)
}

fn handshake() -> Trace {
    let (mut trace, client, server) = two(["client", "server"]);
    trace.message(client, server, "SYN seq=100").sent(ms(0)).arrives(ms(50));
    trace.note(client, "→ SYN-SENT").at(ms(0));
    trace.note(server, "LISTEN → SYN-RCVD").at(ms(50));
    trace.message(server, client, "SYN,ACK seq=300 ack=101").sent(ms(50)).arrives(ms(100));
    trace.note(client, "→ ESTABLISHED").at(ms(100));
    trace.message(client, server, "ACK seq=101 ack=301").sent(ms(100)).arrives(ms(150));
    trace.note(server, "→ ESTABLISHED").at(ms(150));
    trace
}

fn loss() -> Trace {
    let (mut trace, client, server) = two(["client", "server"]);
    trace.message(client, server, "SYN seq=100").sent(ms(0)).arrives(ms(50));
    trace.note(server, "LISTEN → SYN-RCVD").at(ms(50));
    trace.message(server, client, "SYN,ACK seq=300 ack=101").sent(ms(50)).arrives(ms(100));
    trace.message(client, server, "ACK seq=101 ack=301").sent(ms(100)).lost("fate 3: drop");
    trace.note(server, "RTO 1 s").at(ms(1050));
    trace.message(server, client, "SYN,ACK seq=300 ack=101").sent(ms(1050)).arrives(ms(1100));
    trace.message(client, server, "ACK seq=101 ack=301").sent(ms(1100)).arrives(ms(1150));
    trace.note(server, "→ ESTABLISHED").at(ms(1150));
    trace
}

fn reorder() -> Trace {
    let (mut trace, tokyo, london) = two(["Tokyo", "London"]);
    trace.message(tokyo, london, "chunk 0 of 3").sent(ms(0)).arrives(ms(60));
    trace.message(tokyo, london, "chunk 1 of 3").sent(ms(10)).arrives(ms(50));
    trace.note(london, "keeps 1, misses 0").at(ms(50));
    trace.message(tokyo, london, "chunk 2 of 3").sent(ms(20)).arrives(ms(70));
    trace.note(london, "puts back \"hello\"").at(ms(70));
    trace
}

fn duplicate() -> Trace {
    let (mut trace, client, server) = two(["client", "server"]);
    trace.message(client, server, "DATA seq=1").sent(ms(0)).arrives(ms(50)).again().arrives(ms(70));
    trace.note(server, "delivers 1 to 10").at(ms(50));
    trace.message(server, client, "ACK 11").sent(ms(50)).arrives(ms(100));
    trace.note(server, "has it already").at(ms(70));
    trace.message(server, client, "ACK 11").sent(ms(70)).arrives(ms(120));
    trace
}

fn damage() -> Trace {
    let (mut trace, client, server) = two(["client", "server"]);
    trace
        .message(client, server, "query")
        .carrying([0xc0, 0xa8])
        .sent(ms(0))
        .arrives(ms(20))
        .damaged_into("bit 15 flipped", [0xc0, 0xa9]);
    trace.note(server, "checksum is wrong: drops it").at(ms(20));
    trace.note(client, "timeout").at(ms(1000));
    trace.message(client, server, "query").sent(ms(1000)).arrives(ms(1020));
    trace
}

fn every_fate() -> Trace {
    let (mut trace, client, server) = two(["client", "server"]);
    trace.message(client, server, "arrives").sent(ms(0)).arrives(ms(50));
    trace.message(client, server, "damaged").sent(ms(10)).arrives(ms(60)).damaged("bit 17 flipped");
    trace.message(client, server, "lost").sent(ms(20)).lost("");
    let three = trace.message(server, client, "three").sent(ms(100)).arrives(ms(150));
    three.again().arrives(ms(160)).again().lost("");
    trace.message(client, server, "lost, not its copy").sent(ms(200)).lost("").again().arrives(ms(250));
    trace.scene("a cable is cut").at(ms(300));
    trace.message(server, client, "slow").sent(ms(310)).arrives(ms(1400));
    trace.note(server, "is bored").at(ms(320));
    trace.message(server, server, "memo").sent(ms(330)).arrives(ms(330));
    trace.message(server, client, "quick").sent(Micros(340_500)).arrives(ms(390));
    trace.message(client, server, "last").sent(ms(1400));
    trace
}

fn three_actors() -> Trace {
    let mut trace = Trace::new();
    let [host, router, server] = ["host", "router", "server"].map(|name| trace.actor(name));
    trace.message(host, router, "echo request, ttl 64").sent(ms(0)).arrives(ms(10));
    trace.message(router, server, "echo request, ttl 63").sent(ms(10)).arrives(ms(30));
    trace.message(server, router, "echo reply, ttl 64").sent(ms(30)).arrives(ms(50));
    trace.message(router, host, "echo reply, ttl 63").sent(ms(50)).arrives(ms(60));
    trace.scene("the cable between router and server is cut").at(ms(1000));
    trace.message(host, router, "echo request, ttl 64").sent(ms(1000)).arrives(ms(1010));
    trace.message(router, server, "echo request, ttl 63").sent(ms(1010)).lost("no carrier");
    trace.message(router, host, "destination unreachable").sent(ms(1030)).arrives(ms(1040));
    trace.note(host, "gives up").at(ms(1040)).first_difference();
    trace
}

fn no_times() -> Trace {
    let (mut trace, client, server) = two(["client", "server"]);
    trace.message(client, server, "\"how many bytes?\"");
    trace.message(client, server, "end of stream");
    trace.note(client, "can still read");
    trace.note(server, "reads until the end");
    trace.message(server, client, "\"15\"");
    trace.message(server, client, "end of stream");
    trace.note(client, "both directions are closed");
    trace
}

fn mistake() -> Trace {
    let (mut trace, own, other) = two(["Tokyo: your send", "London"]);
    trace.message(own, other, "\"GET /\"").carrying(*b"GET /");
    trace.note(other, "waits for more, or for the end, and hangs up").first_difference();
    trace
}

fn hostile() -> Trace {
    let (mut trace, client, server) = two(["cl\x1b[31mient<script>", "世界 & 'co'"]);
    trace.message(client, server, "GET /\r\nHost: \"a\"\x07");
    trace.message(server, client, "\u{202e}txt.exe, a zero\u{200b}width and a tab\t");
    trace.message(client, server, "</text></svg><script>alert(1)</script>");
    trace.message(server, client, "").lost("\x1b]0;owned\x07 ]]> <!--");
    trace.message(client, server, "e\u{301}, 👩\u{200d}💻, 漢字 ﷽").damaged("\0\u{fffe}");
    trace.message(server, client, "A".repeat(500));
    trace.note(server, "\u{9b}2J");
    trace
}
