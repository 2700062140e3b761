//! Vectors of `fragment`.

#[path = "../fragment/smoltcp_host.rs"]
mod smoltcp_host;

use corpus::Record;
use etherparse::SlicedPacket;
use etherparse::defrag::IpDefragPool;

/// What travels in pieces: how many bytes of payload over which MTU, and in which order the pieces come.
struct Travel {
    about: &'static str,
    bytes: usize,
    mtu: usize,
    order: &'static [usize],
}

#[rustfmt::skip]
const TRAVELS: &[Travel] = &[
    Travel { about: "the sizes of RFC 791, appendix A", bytes: 452, mtu: 280, order: &[0, 1] },
    Travel { about: "the last one first", bytes: 1000, mtu: 576, order: &[1, 0] },
    Travel { about: "one came twice, and one late", bytes: 100, mtu: 60, order: &[2, 0, 0, 1] },
    Travel { about: "even ones, then odd ones", bytes: 150, mtu: 44, order: &[0, 2, 4, 6, 1, 3, 5] },
    Travel { about: "one byte too many", bytes: 25, mtu: 44, order: &[1, 1, 0] },
];

#[test]
fn fragments() {
    let about = [
        "Packets as smoltcp cuts them, and puts them together again. etherparse agrees on what comes out.",
        "",
        "travel    what is special",
        "mtu       how long a packet may be",
        "packet    all bytes of the packet that is too long",
        "fragment  one of its fragments, in order",
        "order     the numbers of the fragments as they come, from 0. The last one completes the packet.",
    ];
    let records: Vec<Record> = TRAVELS.iter().map(travel).collect();
    corpus::keep("packets/fragments.txt", "smoltcp", &about, &records);
}

fn travel(travel: &Travel) -> Record {
    let [tokyo, london] = [0xC000_0201_u32, 0xC633_6407];
    let payload: Vec<u8> = (0..travel.bytes).map(|at| (at * 31 + at / 8) as u8).collect();
    let packet = smoltcp_host::udp_packet(tokyo, london, &payload);
    let fragments = smoltcp_host::Host::new(tokyo, travel.mtu).sends(&packet);
    // smoltcp chooses the identification when it cuts. In the record the packet has it from the beginning.
    let packet = smoltcp_host::identified(&packet, &fragments[0]);

    let mut host = smoltcp_host::Host::new(london, 1500);
    let mut pool = IpDefragPool::<(), ()>::new();
    let mut whole = None;
    for at in travel.order {
        assert!(host.came().is_empty() && whole.is_none(), "{}: complete too early", travel.about);
        host.receives(fragments[*at].clone());
        let sliced = SlicedPacket::from_ip(&fragments[*at]).expect("a fragment is a packet");
        whole = pool.process_sliced_packet(&sliced, (), ()).expect("no fragment is wrong");
    }
    assert_eq!(host.came().pop().expect("smoltcp has it")[20..], payload, "{}", travel.about);
    assert_eq!(whole.expect("etherparse has it").payload, payload, "{}", travel.about);

    let order: Vec<String> = travel.order.iter().map(usize::to_string).collect();
    let record = Record::default()
        .with("travel", travel.about)
        .with("mtu", travel.mtu)
        .with_bytes("packet", &packet)
        .with("order", order.join(" "));
    fragments.iter().fold(record, |record, fragment| record.with_bytes("fragment", fragment))
}
