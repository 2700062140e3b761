//! Two hosts that nobody here wrote, smoltcp's, talk through our router: one in Tokyo, one in London.

use std::collections::VecDeque;

use given::addresses::{Family, Prefix};
use given::packets::{Interface, Routed, Via};
use given::time::Micros;
use packets::router::Router;
use smoltcp::iface::{Config, Interface as Stack, SocketHandle, SocketSet};
use smoltcp::phy::{ChecksumCapabilities, Device, DeviceCapabilities, Medium, RxToken, TxToken};
use smoltcp::socket::{icmp, udp};
use smoltcp::time::Instant;
use smoltcp::wire::{
    HardwareAddress, Icmpv4DstUnreachable, Icmpv4Packet, Icmpv4Repr, Icmpv4TimeExceeded, IpAddress, IpCidr,
    Ipv4Address,
};

const TOKYO: [u8; 4] = [10, 1, 0, 7];
const LONDON: [u8; 4] = [10, 6, 0, 9];
/// Our router in Tokyo's network.
const ROUTER: [u8; 4] = [10, 1, 0, 1];
const OTHER_SIDE: [u8; 4] = [10, 6, 0, 1];
const IDENT: u16 = 0x1234;
const PORT: u16 = 4000;

/// What a host is connected to.
struct Wire {
    arriving: VecDeque<Vec<u8>>,
    leaving: VecDeque<Vec<u8>>,
    mtu: usize,
}

struct Arriving(Vec<u8>);

struct Leaving<'a>(&'a mut VecDeque<Vec<u8>>);

impl RxToken for Arriving {
    fn consume<R, F: FnOnce(&[u8]) -> R>(self, read: F) -> R {
        read(&self.0)
    }
}

impl TxToken for Leaving<'_> {
    fn consume<R, F: FnOnce(&mut [u8]) -> R>(self, len: usize, write: F) -> R {
        let mut packet = vec![0; len];
        let result = write(&mut packet);
        self.0.push_back(packet);
        result
    }
}

impl Device for Wire {
    type RxToken<'a> = Arriving;
    type TxToken<'a> = Leaving<'a>;

    fn receive(&mut self, _now: Instant) -> Option<(Arriving, Leaving<'_>)> {
        let packet = self.arriving.pop_front()?;
        Some((Arriving(packet), Leaving(&mut self.leaving)))
    }

    fn transmit(&mut self, _now: Instant) -> Option<Leaving<'_>> {
        Some(Leaving(&mut self.leaving))
    }

    fn capabilities(&self) -> DeviceCapabilities {
        let mut capabilities = DeviceCapabilities::default();
        capabilities.medium = Medium::Ip;
        capabilities.max_transmission_unit = self.mtu;
        // All checksums are computed, and checked.
        capabilities.checksum = ChecksumCapabilities::default();
        capabilities
    }
}

/// A host of smoltcp's, with a socket for echoes, one for errors, and one for datagrams.
struct Host {
    stack: Stack,
    wire: Wire,
    sockets: SocketSet<'static>,
    echoes: SocketHandle,
    errors: SocketHandle,
    datagrams: SocketHandle,
}

impl Host {
    fn new(address: [u8; 4], gateway: [u8; 4], mtu: usize) -> Host {
        let mut wire = Wire { arriving: VecDeque::new(), leaving: VecDeque::new(), mtu };
        let mut stack = Stack::new(Config::new(HardwareAddress::Ip), &mut wire, Instant::ZERO);
        stack.update_ip_addrs(|addresses| {
            addresses.push(IpCidr::new(address.into_ip(), 16)).expect("room for one address");
        });
        stack.routes_mut().add_default_ipv4_route(Ipv4Address::from(gateway)).expect("room for one route");
        let mut sockets = SocketSet::new(vec![]);
        let mut icmp_socket = |endpoint: icmp::Endpoint| {
            let buffer = || icmp::PacketBuffer::new(vec![icmp::PacketMetadata::EMPTY; 16], vec![0; 16_384]);
            let mut socket = icmp::Socket::new(buffer(), buffer());
            socket.bind(endpoint).expect("a free endpoint");
            sockets.add(socket)
        };
        let echoes = icmp_socket(icmp::Endpoint::Ident(IDENT));
        let errors = icmp_socket(icmp::Endpoint::Udp(PORT.into()));
        let buffer = || udp::PacketBuffer::new(vec![udp::PacketMetadata::EMPTY; 16], vec![0; 16_384]);
        let mut socket = udp::Socket::new(buffer(), buffer());
        socket.bind(PORT).expect("a free port");
        let datagrams = sockets.add(socket);
        Host { stack, wire, sockets, echoes, errors, datagrams }
    }

    fn poll(&mut self, now: Micros) {
        let now = Instant::from_micros(now.0 as i64);
        self.stack.poll(now, &mut self.wire, &mut self.sockets);
    }

    fn ping(&mut self, to: [u8; 4], number: u16, data: &[u8]) {
        let echo = Icmpv4Repr::EchoRequest { ident: IDENT, seq_no: number, data };
        let socket = self.sockets.get_mut::<icmp::Socket<'_>>(self.echoes);
        let bytes = socket.send(echo.buffer_len(), to.into_ip()).expect("room to send");
        echo.emit(&mut Icmpv4Packet::new_unchecked(bytes), &ChecksumCapabilities::default());
    }

    /// The numbers of the replies that came, and their data.
    fn replies(&mut self) -> Vec<(u16, Vec<u8>, IpAddress)> {
        let socket = self.sockets.get_mut::<icmp::Socket<'_>>(self.echoes);
        let mut replies = Vec::new();
        while let Ok((bytes, from)) = socket.recv() {
            let packet = Icmpv4Packet::new_checked(bytes).expect("it is a message");
            if let Ok(Icmpv4Repr::EchoReply { seq_no, data, .. }) =
                Icmpv4Repr::parse(&packet, &ChecksumCapabilities::default())
            {
                replies.push((seq_no, data.to_vec(), from));
            }
        }
        replies
    }

    fn send(&mut self, to: [u8; 4], port: u16, hop_limit: Option<u8>, len: usize) {
        let socket = self.sockets.get_mut::<udp::Socket<'_>>(self.datagrams);
        socket.set_hop_limit(hop_limit);
        socket.send_slice(&vec![7; len], (to.into_ip(), port)).expect("room to send");
    }

    /// The errors that came, and from whom.
    fn errors(&mut self) -> Vec<(Told, IpAddress)> {
        let socket = self.sockets.get_mut::<icmp::Socket<'_>>(self.errors);
        let mut errors = Vec::new();
        while let Ok((bytes, from)) = socket.recv() {
            let packet = Icmpv4Packet::new_checked(bytes).expect("it is a message");
            let told = match Icmpv4Repr::parse(&packet, &ChecksumCapabilities::default()) {
                Ok(Icmpv4Repr::TimeExceeded { reason, .. }) => Told::TimeExceeded(reason),
                Ok(Icmpv4Repr::DstUnreachable { reason, .. }) => Told::Unreachable(reason),
                other => panic!("{other:?}"),
            };
            errors.push((told, from));
        }
        errors
    }
}

#[derive(Debug, PartialEq)]
enum Told {
    TimeExceeded(Icmpv4TimeExceeded),
    Unreachable(Icmpv4DstUnreachable),
}

trait IntoIp {
    fn into_ip(self) -> IpAddress;
}

impl IntoIp for [u8; 4] {
    fn into_ip(self) -> IpAddress {
        IpAddress::Ipv4(Ipv4Address::from(self))
    }
}

/// Tokyo's host, our router, London's host.
struct World {
    hosts: [Host; 2],
    router: Router,
    now: Micros,
    /// All that the router has sent.
    sent: Vec<Vec<u8>>,
}

impl World {
    fn new(tokyo_mtu: usize, london_mtu: u16) -> World {
        let interface = |address: [u8; 4], mtu| {
            let address = u32::from_be_bytes(address);
            let network = Prefix { family: Family::V4, bits: u128::from(address & 0xFFFF_0000), len: 16 };
            Interface { address, network, mtu, checks_source: true }
        };
        let mut router = Router::new(vec![interface(ROUTER, 1500), interface(OTHER_SIDE, london_mtu)]);
        let everything = Prefix { family: Family::V4, bits: 0, len: 0 };
        router.add_route(everything, Via { interface: 1, next_hop: Some(u32::from_be_bytes([10, 6, 0, 2])) });
        let hosts = [Host::new(TOKYO, ROUTER, tokyo_mtu), Host::new(LONDON, OTHER_SIDE, 1500)];
        World { hosts, router, now: Micros(0), sent: Vec::new() }
    }

    /// Lets packets travel until nobody sends any more.
    fn run(&mut self) {
        loop {
            self.now.0 += 10_000;
            self.hosts.iter_mut().for_each(|host| host.poll(self.now));
            let mut moved = false;
            for side in 0..2 {
                while let Some(packet) = self.hosts[side].wire.leaving.pop_front() {
                    moved = true;
                    for routed in self.router.handle_packet(self.now, side, &packet) {
                        let Routed::Send { interface, packet, .. } = routed else { continue };
                        self.sent.push(packet.clone());
                        self.hosts[interface].wire.arriving.push_back(packet);
                    }
                }
            }
            if !moved {
                return;
            }
        }
    }
}

#[test]
fn a_ping_crosses_the_router_and_comes_back() {
    let mut world = World::new(1500, 1500);
    for number in 0..5 {
        world.hosts[0].ping(LONDON, number, b"are you there?");
        world.run();
        assert_eq!(world.hosts[0].replies(), [(number, b"are you there?".to_vec(), LONDON.into_ip())]);
    }
}

#[test]
fn the_router_answers_at_each_of_its_addresses() {
    for address in [ROUTER, OTHER_SIDE] {
        let mut world = World::new(1500, 1500);
        world.hosts[0].ping(address, 1, b"and you?");
        world.run();
        assert_eq!(world.hosts[0].replies(), [(1, b"and you?".to_vec(), address.into_ip())]);
    }
}

#[test]
fn a_hop_limit_of_1_ends_at_the_router() {
    let mut world = World::new(1500, 1500);
    world.hosts[0].send(LONDON, 9, Some(1), 20);
    world.run();
    let told = Told::TimeExceeded(Icmpv4TimeExceeded::TtlExpired);
    assert_eq!(world.hosts[0].errors(), [(told, ROUTER.into_ip())]);
    // With 2 the datagram arrives, and London's own error comes back.
    world.hosts[0].send(LONDON, 9, Some(2), 20);
    world.run();
    let told = Told::Unreachable(Icmpv4DstUnreachable::PortUnreachable);
    assert_eq!(world.hosts[0].errors(), [(told, LONDON.into_ip())]);
}

#[test]
fn what_must_not_be_cut_is_reported_with_the_mtu() {
    // smoltcp sets DF in all that it does not cut itself.
    let mut world = World::new(1500, 300);
    world.hosts[0].send(LONDON, 9, None, 400);
    world.run();
    let told = Told::Unreachable(Icmpv4DstUnreachable::FragRequired);
    assert_eq!(world.hosts[0].errors(), [(told, ROUTER.into_ip())]);
    // smoltcp leaves the MTU out of what it tells its sockets: bytes 6 and 7 of the message.
    assert_eq!(world.sent[0][20 + 6..20 + 8], 300_u16.to_be_bytes());
}

#[test]
fn fragments_are_cut_again_and_put_together_in_london() {
    // Tokyo's host cuts at 500, our router at 200; London's host puts them together and answers whole.
    let mut world = World::new(500, 200);
    let data: Vec<u8> = (0..1200).map(|at| at as u8).collect();
    world.hosts[0].ping(LONDON, 1, &data);
    world.run();
    // The reply is whole again. Back to Tokyo it fits: only the way there was narrow.
    assert_eq!(world.hosts[0].replies(), [(1, data, LONDON.into_ip())]);
}
