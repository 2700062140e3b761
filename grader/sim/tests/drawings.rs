//! What ladders look like. Read the drawings as someone who has never seen one.

use insta::assert_snapshot;
use sim::{ActorId, Micros, Trace, ladder, ladder_ascii};

const fn ms(millis: u64) -> Micros {
    Micros::from_millis(millis)
}

fn two() -> (Trace, ActorId, ActorId) {
    let mut trace = Trace::new();
    let client = trace.actor("client");
    let server = trace.actor("server");
    (trace, client, server)
}

#[test]
fn a_three_way_handshake() {
    let (mut trace, client, server) = two();
    trace.message(client, server, "SYN seq=100").sent(ms(0)).arrives(ms(50));
    trace.note(client, "→ SYN-SENT").at(ms(0));
    trace.note(server, "LISTEN → SYN-RCVD").at(ms(50));
    trace.message(server, client, "SYN,ACK seq=300 ack=101").sent(ms(50)).arrives(ms(100));
    trace.note(client, "→ ESTABLISHED").at(ms(100));
    trace.message(client, server, "ACK seq=101 ack=301").sent(ms(100)).arrives(ms(150));
    trace.note(server, "→ ESTABLISHED").at(ms(150));

    assert_snapshot!(ladder(&trace, 80), @r#"
    t ms   client                                      server
       0   SYN seq=100  (→ SYN-SENT)  ──────────────▶  LISTEN → SYN-RCVD
      50   → ESTABLISHED              ◀──────────────  SYN,ACK seq=300 ack=101
     100   ACK seq=101 ack=301        ──────────────▶  → ESTABLISHED
    "#);
}

fn a_lost_acknowledgement() -> Trace {
    let (mut trace, client, server) = two();
    trace.message(client, server, "SYN seq=100").sent(ms(0)).arrives(ms(50));
    trace.note(server, "LISTEN → SYN-RCVD").at(ms(50));
    trace.message(server, client, "SYN,ACK seq=300 ack=101").sent(ms(50)).arrives(ms(100));
    trace.message(client, server, "ACK seq=101 ack=301").sent(ms(100)).lost("fate 3: drop");
    trace.note(server, "RTO 1 s").at(ms(1050));
    trace.message(server, client, "SYN,ACK seq=300 ack=101").sent(ms(1050)).arrives(ms(1100));
    trace.message(client, server, "ACK seq=101 ack=301").sent(ms(1100)).arrives(ms(1150)).first_difference();
    trace.note(server, "→ ESTABLISHED").at(ms(1150));
    trace
}

#[test]
fn a_loss_and_its_retransmission() {
    assert_snapshot!(ladder(&a_lost_acknowledgement(), 90), @r#"
    t ms   client                                server
       0   SYN seq=100          ──────────────▶  LISTEN → SYN-RCVD
      50                        ◀──────────────  SYN,ACK seq=300 ack=101
     100   ACK seq=101 ack=301  ╌╌╌╌╌╌✗          lost (fate 3: drop)
    1050                        ◀──────────────  SYN,ACK seq=300 ack=101  (RTO 1 s)
    1100   ACK seq=101 ack=301  ──────────────▶  → ESTABLISHED   ← first difference
    "#);
}

#[test]
fn arrows_shrink_and_notes_move_to_rows_of_their_own_before_anything_is_cut() {
    assert_snapshot!(ladder(&a_lost_acknowledgement(), 70), @r#"
    t ms   client                                server
       0   SYN seq=100          ──────────────▶
      50                                         LISTEN → SYN-RCVD
      50                        ◀──────────────  SYN,ACK seq=300 ack=101
     100   ACK seq=101 ack=301  ╌╌╌╌╌╌✗          lost (fate 3: drop)
    1050                                         RTO 1 s
    1050                        ◀──────────────  SYN,ACK seq=300 ack=101
    1100   ACK seq=101 ack=301  ──────────────▶   ← first difference
    1150                                         → ESTABLISHED
    "#);
    assert_snapshot!(ladder(&a_lost_acknowledgement(), 60), @r#"
    t ms   client                        server
       0   SYN seq=100          ──────▶
      50                                 LISTEN → SYN-RCVD
      50                        ◀──────  SYN,ACK seq=300 ack=101
     100   ACK seq=101 ack=301  ╌╌✗      lost (fate 3: drop)
    1050                                 RTO 1 s
    1050                        ◀──────  SYN,ACK seq=300 ack=101
    1100   ACK seq=101 ack=301  ──────▶   ← first difference
    1150                                 → ESTABLISHED
    "#);
    assert_snapshot!(ladder(&a_lost_acknowledgement(), 56), @r#"
    t ms   client                        server
       0   SYN seq=100          ──────▶
      50                                 LISTEN → SYN-RCVD
      50                        ◀──────  SYN,ACK seq=300 ac…
     100   ACK seq=101 ack=301  ╌╌✗      lost (fate 3: drop)
    1050                                 RTO 1 s
    1050                        ◀──────  SYN,ACK seq=300 ac…
    1100   ACK seq=101 ack=301  ──────▶   ← first difference
    1150                                 → ESTABLISHED
    "#);
}

#[test]
fn a_narrow_page_has_a_list() {
    assert_snapshot!(ladder(&a_lost_acknowledgement(), 48), @r#"
    t ms
       0   client ─▶ server  SYN seq=100
      50   server: LISTEN → SYN-RCVD
      50   server ─▶ client  SYN,ACK seq=300 ack=101
     100   client ╌✗ server
             ACK seq=101 ack=301
             lost (fate 3: drop)
    1050   server: RTO 1 s
    1050   server ─▶ client  SYN,ACK seq=300 ack=101
    1100   client ─▶ server  ACK seq=101 ack=301
           ↑ first difference
    1150   server: → ESTABLISHED
    "#);
    assert_snapshot!(ladder(&a_lost_acknowledgement(), 24), @r#"
    t ms
       0   client ─▶ server
          SYN seq=100
      50   server:
          LISTEN → SYN-RCVD
      50   server ─▶ client
          SYN,ACK seq=300 a…
     100   client ╌✗ server
          ACK seq=101 ack=3…
          lost (fate 3: dro…
    1050   server: RTO 1 s
    1050   server ─▶ client
          SYN,ACK seq=300 a…
    1100   client ─▶ server
          ACK seq=101 ack=3…
          ↑ first difference
    1150   server:
          → ESTABLISHED
    "#);
}

#[test]
fn ascii_will_do() {
    assert_snapshot!(ladder_ascii(&a_lost_acknowledgement(), 90), @r#"
    t ms   client                                server
       0   SYN seq=100          -------------->  LISTEN -> SYN-RCVD
      50                        <--------------  SYN,ACK seq=300 ack=101
     100   ACK seq=101 ack=301  ......X          lost (fate 3: drop)
    1050                        <--------------  SYN,ACK seq=300 ack=101  (RTO 1 s)
    1100   ACK seq=101 ack=301  -------------->  -> ESTABLISHED   <- first difference
    "#);
    assert_snapshot!(ladder_ascii(&everything_that_can_happen_to_a_message(), 90), @r#"
      t ms   client                                server
       0.0   arrives              -------------->
      10.0   damaged              ------------~~>  damaged (bit 17 flipped)
      20.0   lost                 ......X          lost
     100.0                        <--+-+---------  three
     100.0   copy of three, lost  X..' |
     160.0   copy of three        <----'
     200.0   lost, not its copy   ...........+..X  lost
     250.0                                   '-->  copy of lost, not its copy
     300.0   == a cable is cut ==
     310.0                           .-----------  slow
     320.0                           |             is bored
     330.0                           |             memo  (to itself)
     340.5                        <--|-----------  quick
    1400.0   slow, overtaken      <--'
    1400.0   last                 ----...          still on its way
    "#);
}

#[test]
fn an_overtaken_message_comes_down_to_its_own_row() {
    let (mut trace, client, server) = two();
    trace.message(client, server, "DATA seq=1").sent(ms(0)).arrives(ms(60));
    trace.message(client, server, "DATA seq=11").sent(ms(10)).arrives(ms(50));
    trace.note(server, "keeps 11 to 20").at(ms(50));
    trace.message(server, client, "ACK 1").sent(ms(50)).arrives(ms(100));
    trace.note(server, "delivers 1 to 20").at(ms(60));
    trace.message(server, client, "ACK 21").sent(ms(60)).arrives(ms(110));

    assert_snapshot!(ladder(&trace, 80), @r#"
    t ms   client                        server
       0   DATA seq=1   ───────────╮
      10   DATA seq=11  ───────────┼──▶  keeps 11 to 20
      50                ◀──────────┼───  ACK 1
      60                           ╰──▶  DATA seq=1, overtaken  (delivers 1 to 20)
      60                ◀──────────────  ACK 21
    "#);
}

#[test]
fn a_duplicate_is_a_branch() {
    let (mut trace, client, server) = two();
    trace.message(client, server, "DATA seq=1").sent(ms(0)).arrives(ms(50)).again().arrives(ms(70));
    trace.note(server, "delivers 1 to 10").at(ms(50));
    trace.message(server, client, "ACK 11").sent(ms(50)).arrives(ms(100));
    trace.note(server, "has it already").at(ms(70));
    trace.message(server, client, "ACK 11").sent(ms(70)).arrives(ms(120));

    assert_snapshot!(ladder(&trace, 80), @r#"
    t ms   client                       server
       0   DATA seq=1  ───────────┬──▶  delivers 1 to 10
      50               ◀──────────┼───  ACK 11
      70                          ╰──▶  copy of DATA seq=1  (has it already)
      70               ◀──────────────  ACK 11
    "#);
}

fn everything_that_can_happen_to_a_message() -> Trace {
    let (mut trace, client, server) = two();
    trace.message(client, server, "arrives").sent(ms(0)).arrives(ms(50));
    trace.message(client, server, "damaged").sent(ms(10)).arrives(ms(60)).damaged("bit 17 flipped");
    trace.message(client, server, "lost").sent(ms(20)).lost("");
    trace
        .message(server, client, "three")
        .sent(ms(100))
        .arrives(ms(150))
        .again()
        .arrives(ms(160))
        .again()
        .lost("");
    trace.message(client, server, "lost, not its copy").sent(ms(200)).lost("").again().arrives(ms(250));
    trace.scene("a cable is cut").at(ms(300));
    trace.message(server, client, "slow").sent(ms(310)).arrives(ms(1400));
    trace.note(server, "is bored").at(ms(320));
    trace.message(server, server, "memo").sent(ms(330)).arrives(ms(330));
    trace.message(server, client, "quick").sent(Micros(340_500)).arrives(ms(390));
    trace.message(client, server, "last").sent(ms(1400));
    trace
}

#[test]
fn every_fate_looks_different() {
    assert_snapshot!(ladder(&everything_that_can_happen_to_a_message(), 90), @r#"
      t ms   client                                server
       0.0   arrives              ──────────────▶
      10.0   damaged              ────────────≈≈▶  damaged (bit 17 flipped)
      20.0   lost                 ╌╌╌╌╌╌✗          lost
     100.0                        ◀──┬─┬─────────  three
     100.0   copy of three, lost  ✗╌╌╯ │
     160.0   copy of three        ◀────╯
     200.0   lost, not its copy   ╌╌╌╌╌╌╌╌╌╌╌┬╌╌✗  lost
     250.0                                   ╰──▶  copy of lost, not its copy
     300.0   ══ a cable is cut ══
     310.0                           ╭───────────  slow
     320.0                           │             is bored
     330.0                           │             memo  (to itself)
     340.5                        ◀──┼───────────  quick
    1400.0   slow, overtaken      ◀──╯
    1400.0   last                 ────╌╌╌          still on its way
    "#);
    assert_snapshot!(ladder(&everything_that_can_happen_to_a_message(), 48), @r#"
      t ms
       0.0   client ─▶ server  arrives
      10.0   client ≈▶ server
               damaged, damaged (bit 17 flipped)
      20.0   client ╌✗ server  lost, lost
     100.0   server ─▶ client  three
     100.0   server ╰✗ client  copy of three, lost
     160.0   server ╰▶ client  copy of three
     200.0   client ╌✗ server
               lost, not its copy, lost
     250.0   client ╰▶ server
               copy of lost, not its copy
     300.0   ══ a cable is cut ══
     310.0   server ─╮ client  slow
     320.0   server: is bored
     330.0   server: memo, to itself
     340.5   server ─▶ client  quick
    1400.0   server ╰▶ client  slow, overtaken
    1400.0   client ╌╌ server
               last, still on its way
    "#);
}

#[test]
fn what_is_in_flight_can_be_seen() {
    let (mut trace, client, server) = two();
    for number in 1..=4 {
        let sent = ms(number);
        let arrives = ms(number + 50);
        trace.message(client, server, format!("DATA {number}")).sent(sent).arrives(arrives);
        trace.message(server, client, format!("ACK {}", number + 1)).sent(arrives).arrives(ms(number + 100));
    }

    assert_snapshot!(ladder(&trace, 80), @r#"
    t ms   client                   server
       1   DATA 1  ──────────────▶
       2   DATA 2  ───────────╮
       3   DATA 3  ─────────╮ │
       4   DATA 4  ───────╮ │ │
      51           ◀──────┼─┼─┼───  ACK 2
      52                  │ │ ╰──▶  DATA 2
      52           ◀──────┼─┼─────  ACK 3
      53                  │ ╰────▶  DATA 3
      53           ◀──────┼───────  ACK 4
      54                  ╰──────▶  DATA 4
      54           ◀──────────────  ACK 5
    "#);
}

#[test]
fn messages_that_cross_do_cross() {
    let (mut trace, client, server) = two();
    trace.message(client, server, "SYN seq=100").sent(ms(0)).arrives(ms(50));
    trace.message(server, client, "SYN seq=300").sent(ms(0)).arrives(ms(50));
    trace.note(server, "SYN-SENT → SYN-RCVD").at(ms(50));
    trace.note(client, "SYN-SENT → SYN-RCVD").at(ms(50));

    assert_snapshot!(ladder(&trace, 90), @r#"
    t ms   client                                server
       0   SYN seq=100          ───────────╮
       0   SYN-SENT → SYN-RCVD  ◀──────────┼───  SYN seq=300
      50                                   ╰──▶  SYN seq=100  (SYN-SENT → SYN-RCVD)
    "#);
}

#[test]
fn more_in_flight_than_there_are_lanes() {
    let (mut trace, client, server) = two();
    for number in 0..12 {
        trace.message(client, server, format!("DATA {number}")).sent(ms(number)).arrives(ms(100 - number));
    }

    assert_snapshot!(ladder(&trace, 80), @r#"
    t ms   client                              server
       0   DATA 0   ─────────────────────╮
       1   DATA 1   ───────────────────╮ │
       2   DATA 2   ─────────────────╮ │ │
       3   DATA 3   ───────────────╮ │ │ │
       4   DATA 4   ─────────────╮ │ │ │ │
       5   DATA 5   ───────────╮ │ │ │ │ │
       6   DATA 6   ─────────╮ │ │ │ │ │ │
       7   DATA 7   ───────╮ │ │ │ │ │ │ │
       8   DATA 8   ─────╮ │ │ │ │ │ │ │ │
       9   DATA 9   ───╮ │ │ │ │ │ │ │ │ │
      10   DATA 10  ╌╌╌│ │ │ │ │ │ │ │ │ │
      11   DATA 11  ───┼─┼─┼─┼─┼─┼─┼─┼─┼─┼──▶
      90               │ │ │ │ │ │ │ │ │ │╌╌▶  DATA 10, overtaken
      91               ╰─┼─┼─┼─┼─┼─┼─┼─┼─┼──▶  DATA 9, overtaken
      92                 ╰─┼─┼─┼─┼─┼─┼─┼─┼──▶  DATA 8, overtaken
      93                   ╰─┼─┼─┼─┼─┼─┼─┼──▶  DATA 7, overtaken
      94                     ╰─┼─┼─┼─┼─┼─┼──▶  DATA 6, overtaken
      95                       ╰─┼─┼─┼─┼─┼──▶  DATA 5, overtaken
      96                         ╰─┼─┼─┼─┼──▶  DATA 4, overtaken
      97                           ╰─┼─┼─┼──▶  DATA 3, overtaken
      98                             ╰─┼─┼──▶  DATA 2, overtaken
      99                               ╰─┼──▶  DATA 1, overtaken
     100                                 ╰──▶  DATA 0, overtaken
    "#);
}

#[test]
fn a_half_close_on_real_sockets_has_no_times() {
    let (mut trace, client, server) = two();
    trace.message(client, server, "\"how many bytes?\"");
    trace.message(client, server, "end of stream");
    trace.note(client, "can still read");
    trace.note(server, "reads until the end");
    trace.message(server, client, "\"15\"");
    trace.message(server, client, "end of stream");
    trace.note(client, "both directions are closed");

    assert_snapshot!(ladder(&trace, 90), @r#"
    client                                            server
    "how many bytes?"                ──────────────▶
    end of stream  (can still read)  ──────────────▶  reads until the end
                                     ◀──────────────  "15"
    both directions are closed       ◀──────────────  end of stream
    "#);
}

fn a_block_travels() -> Trace {
    let mut trace = Trace::new();
    let [ann, bob, cat, dan] = ["ann", "bob", "cat", "dan"].map(|name| trace.actor(name));
    trace.note(ann, "mines block 7f3a").at(ms(0));
    trace.message(ann, bob, "inv 7f3a").sent(ms(0)).arrives(ms(20));
    trace.message(ann, dan, "inv 7f3a").sent(ms(0)).arrives(ms(45));
    trace.message(bob, ann, "getdata 7f3a").sent(ms(20)).arrives(ms(40));
    trace.message(ann, bob, "block 7f3a").sent(ms(40)).arrives(ms(60));
    trace.note(bob, "new tip 7f3a").at(ms(60));
    trace.message(bob, cat, "inv 7f3a").sent(ms(60)).lost("fate 4: drop");
    trace.message(bob, dan, "inv 7f3a").sent(ms(60)).arrives(ms(65));
    trace.note(dan, "knows it already").at(ms(65)).first_difference();
    trace.scene("the network splits: ann bob | cat dan").at(ms(70));
    trace.message(dan, cat, "inv 7f3a").sent(ms(71)).arrives(ms(91)).again().arrives(ms(95));
    trace
}

#[test]
fn four_nodes_gossip() {
    assert_snapshot!(ladder(&a_block_travels(), 100), @r#"
    t ms   ann             bob             cat             dan
       0   ├──────────────▶┊               ┊               ┊   inv 7f3a  (ann: mines block 7f3a)
       0   ├───────────────────────────────────────────╮   ┊   inv 7f3a
      20   ┊◀──────────────┤               ┊           │   ┊   getdata 7f3a
      40   ├──────────────▶┊               ┊           │   ┊   block 7f3a  (bob: new tip 7f3a)
      45   ┊               ┊               ┊           ╰──▶┊   inv 7f3a
      60   ┊               ├╌╌╌╌╌╌✗        ┊               ┊   inv 7f3a, lost (fate 4: drop)
      60   ┊               ├──────────────────────────────▶┊   inv 7f3a
      65   ┊               ┊               ┊               ●   dan: knows it already
                                                               ↑ first difference
      70   ══ the network splits: ann bob | cat dan ══
      71   ┊               ┊               ┊◀──┬───────────┤   inv 7f3a
      95   ┊               ┊               ┊◀──╯           ┊   copy of inv 7f3a
    "#);
    assert_snapshot!(ladder(&a_block_travels(), 60), @r#"
    t ms   ann     bob     cat     dan
       0   ●       ┊       ┊       ┊   ann: mines block 7f3a
       0   ├──────▶┊       ┊       ┊   inv 7f3a
       0   ├───────────────────╮   ┊   inv 7f3a
      20   ┊◀──────┤       ┊   │   ┊   getdata 7f3a
      40   ├──────▶┊       ┊   │   ┊   block 7f3a
      45   ┊       ┊       ┊   ╰──▶┊   inv 7f3a
      60   ┊       ●       ┊       ┊   bob: new tip 7f3a
      60   ┊       ├╌╌✗    ┊       ┊   inv 7f3a, lost (fate 4: …
      60   ┊       ├──────────────▶┊   inv 7f3a
      65   ┊       ┊       ┊       ●   dan: knows it already
                                       ↑ first difference
      70   ══ the network splits: ann bob | cat dan ══
      71   ┊       ┊       ┊◀──┬───┤   inv 7f3a
      95   ┊       ┊       ┊◀──╯   ┊   copy of inv 7f3a
    "#);
    assert_snapshot!(ladder(&a_block_travels(), 40), @r#"
    t ms
       0   ann: mines block 7f3a
       0   ann ─▶ bob  inv 7f3a
       0   ann ─╮ dan  inv 7f3a
      20   bob ─▶ ann  getdata 7f3a
      40   ann ─▶ bob  block 7f3a
      45   ann ╰▶ dan  inv 7f3a
      60   bob: new tip 7f3a
      60   bob ╌✗ cat
             inv 7f3a, lost (fate 4: drop)
      60   bob ─▶ dan  inv 7f3a
      65   dan: knows it already
           ↑ first difference
      70   ══ the network splits: ann bo… ══
      71   dan ─▶ cat  inv 7f3a
      95   dan ╰▶ cat  copy of inv 7f3a
    "#);
    assert_snapshot!(ladder_ascii(&a_block_travels(), 100), @r#"
    t ms   ann             bob             cat             dan
       0   |-------------->:               :               :   inv 7f3a  (ann: mines block 7f3a)
       0   |-------------------------------------------.   :   inv 7f3a
      20   :<--------------|               :           |   :   getdata 7f3a
      40   |-------------->:               :           |   :   block 7f3a  (bob: new tip 7f3a)
      45   :               :               :           '-->:   inv 7f3a
      60   :               |......X        :               :   inv 7f3a, lost (fate 4: drop)
      60   :               |------------------------------>:   inv 7f3a
      65   :               :               :               o   dan: knows it already
                                                               ^ first difference
      70   == the network splits: ann bob | cat dan ==
      71   :               :               :<--+-----------|   inv 7f3a
      95   :               :               :<--'           :   copy of inv 7f3a
    "#);
}

#[test]
fn six_nodes_fit_in_110_columns() {
    let mut trace = Trace::new();
    let cities = ["amsterdam", "berlin", "chicago", "denver", "edinburgh", "fukuoka"];
    let nodes = cities.map(|name| trace.actor(name));
    for (hop, pair) in (0..).zip(nodes.windows(2)) {
        trace
            .message(pair[0], pair[1], format!("echo request, ttl {}", 6 - hop))
            .sent(ms(hop * 10))
            .arrives(ms(hop * 10 + 10));
    }
    trace.message(nodes[5], nodes[0], "echo reply, ttl 64").sent(ms(50)).arrives(ms(100));

    assert_snapshot!(ladder(&trace, 110), @r#"
    t ms   amsterdam       berlin          chicago         denver          edinburgh       fukuoka
       0   ├──────────────▶┊               ┊               ┊               ┊               ┊   echo request, ttl 6
      10   ┊               ├──────────────▶┊               ┊               ┊               ┊   echo request, ttl 5
      20   ┊               ┊               ├──────────────▶┊               ┊               ┊   echo request, ttl 4
      30   ┊               ┊               ┊               ├──────────────▶┊               ┊   echo request, ttl 3
      40   ┊               ┊               ┊               ┊               ├──────────────▶┊   echo request, ttl 2
      50   ┊   ╭───────────────────────────────────────────────────────────────────────────┤   echo reply, ttl 64
     100   ┊◀──╯           ┊               ┊               ┊               ┊               ┊   echo reply, ttl 64
    "#);
}

#[test]
fn hostile_text_is_shown_and_not_obeyed() {
    let mut trace = Trace::new();
    let client = trace.actor("cl\x1b[31mient");
    let server = trace.actor("世界");
    trace.message(client, server, "GET /\r\nHost: \"a\"\x07");
    trace.message(server, client, "\u{202e}txt.exe, a zero\u{200b}width and a tab\t");
    trace.message(client, server, "\\r\\n spelled out");
    trace.message(server, client, "").lost("\x1b]0;owned\x07");
    trace.message(client, server, "e\u{301}, 👩\u{200d}💻, 漢字").damaged("\0");
    trace.message(server, client, "A".repeat(500));
    trace.note(server, "\u{9b}2J");

    assert_snapshot!(ladder(&trace, 110), @r#"
    cl\u{1b}[31mient                       世界
    GET /\r\nHost: "a"\u{7}       ──────▶
                                  ◀──────  \u{202e}txt.exe, a zero\u{200b}width and a tab\t
    \\r\\n spelled out            ──────▶
    lost (\u{1b}]0;owned\u{7})        ✗╌╌
    e\u{301}, 👩\u{200d}💻, 漢字  ────≈≈▶  damaged (\0)
                                  ◀──────  AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA…
                                           \u{9b}2J
    "#);
    assert_snapshot!(ladder_ascii(&trace, 110), @r#"
    cl\u{1b}[31mient                                            \u{4e16}\u{754c}
    GET /\r\nHost: "a"\u{7}                            ------>
                                                       <------  \u{202e}txt.exe, a zero\u{200b}width and a tab\t
    \\r\\n spelled out                                 ------>
    lost (\u{1b}]0;owned\u{7})                             X..
    e\u{301}, \u{1f469}\u{200d}\u{1f4bb}, \u{6f22}...  ----~~>  damaged (\0)
                                                       <------  AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA...
                                                                \u{9b}2J
    "#);
    assert_snapshot!(ladder(&trace, 40), @r#"
    cl\u{1b}[31mient ─▶ 世界
      GET /\r\nHost: "a"\u{7}
    世界             ─▶ cl\u{1b}[31mient
      \u{202e}txt.exe, a zero\u{200b}width …
    cl\u{1b}[31mient ─▶ 世界
      \\r\\n spelled out
    世界             ╌✗ cl\u{1b}[31mient
      lost (\u{1b}]0;owned\u{7})
    cl\u{1b}[31mient ≈▶ 世界
      e\u{301}, 👩\u{200d}💻, 漢字
      damaged (\0)
    世界             ─▶ cl\u{1b}[31mient
      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA…
    世界: \u{9b}2J
    "#);
}

#[test]
fn nobody_and_nothing() {
    let mut trace = Trace::new();
    assert_eq!(ladder(&trace, 80), "");

    let hermit = trace.actor("hermit");
    assert_eq!(ladder(&trace, 80), "");
    trace.note(hermit, "thinks").at(ms(0));
    trace.message(hermit, hermit, "a letter").sent(ms(10)).arrives(ms(10));
    assert_snapshot!(ladder(&trace, 80), @r#"
    t ms
       0   hermit: thinks
      10   hermit: a letter, to itself
    "#);

    let (trace, ..) = two();
    assert_snapshot!(ladder(&trace, 80), @r#"
    client                   server
    "#);
}
