//! A host that is smoltcp, at the end of a link of our own: what it sends and receives are IP packets.

use std::collections::VecDeque;

use smoltcp::iface::{Config, Interface, SocketSet, SocketStorage};
use smoltcp::phy::{Device, DeviceCapabilities, Medium, RxToken, TxToken};
use smoltcp::socket::raw::{PacketBuffer, PacketMetadata, Socket};
use smoltcp::time::Instant;
use smoltcp::wire::{HardwareAddress, IpCidr, IpProtocol, IpVersion, Ipv4Address, Ipv4Packet};

/// A link without a wire: what was put in comes, and what is sent stays.
struct Link {
    mtu: usize,
    coming: VecDeque<Vec<u8>>,
    sent: Vec<Vec<u8>>,
}

struct Coming(Vec<u8>);

struct Going<'a>(&'a mut Vec<Vec<u8>>);

impl RxToken for Coming {
    fn consume<R, F: FnOnce(&[u8]) -> R>(self, read: F) -> R {
        read(&self.0)
    }
}

impl TxToken for Going<'_> {
    fn consume<R, F: FnOnce(&mut [u8]) -> R>(self, len: usize, write: F) -> R {
        let mut packet = vec![0; len];
        let result = write(&mut packet);
        self.0.push(packet);
        result
    }
}

impl Device for Link {
    type RxToken<'a> = Coming;
    type TxToken<'a> = Going<'a>;

    fn receive(&mut self, _: Instant) -> Option<(Coming, Going<'_>)> {
        let packet = self.coming.pop_front()?;
        Some((Coming(packet), Going(&mut self.sent)))
    }

    fn transmit(&mut self, _: Instant) -> Option<Going<'_>> {
        Some(Going(&mut self.sent))
    }

    fn capabilities(&self) -> DeviceCapabilities {
        let mut capabilities = DeviceCapabilities::default();
        capabilities.medium = Medium::Ip;
        capabilities.max_transmission_unit = self.mtu;
        capabilities
    }
}

/// smoltcp with one raw socket for UDP.
pub(crate) struct Host {
    link: Link,
    interface: Interface,
}

const ROOM: usize = 4096;

impl Host {
    pub(crate) fn new(address: u32, mtu: usize) -> Host {
        let mut link = Link { mtu, coming: VecDeque::new(), sent: Vec::new() };
        let mut interface = Interface::new(Config::new(HardwareAddress::Ip), &mut link, Instant::ZERO);
        let [a, b, c, d] = address.to_be_bytes();
        interface.update_ip_addrs(|all| {
            all.push(IpCidr::new(Ipv4Address::new(a, b, c, d).into(), 0)).expect("there is room for one");
        });
        Host { link, interface }
    }

    pub(crate) fn receives(&mut self, packet: Vec<u8>) {
        self.link.coming.push_back(packet);
    }

    /// The whole packets that the socket gets of what the host has received.
    pub(crate) fn came(&mut self) -> Vec<Vec<u8>> {
        self.with_socket(|host, sockets, handle| {
            let mut came = Vec::new();
            while !host.link.coming.is_empty() {
                host.interface.poll_ingress_single(Instant::ZERO, &mut host.link, sockets);
                while let Ok(packet) = sockets.get_mut::<Socket<'_>>(handle).recv() {
                    came.push(packet.to_vec());
                }
            }
            came
        })
    }

    /// The packets in which this one travels.
    pub(crate) fn sends(&mut self, packet: &[u8]) -> Vec<Vec<u8>> {
        self.with_socket(|host, sockets, handle| {
            sockets.get_mut::<Socket<'_>>(handle).send_slice(packet).expect("there is room");
            for _ in 0..100 {
                host.interface.poll(Instant::ZERO, &mut host.link, sockets);
            }
            std::mem::take(&mut host.link.sent)
        })
    }

    fn with_socket<R>(
        &mut self,
        talk: impl FnOnce(&mut Host, &mut SocketSet<'_>, smoltcp::iface::SocketHandle) -> R,
    ) -> R {
        let (mut in_meta, mut in_bytes) = ([PacketMetadata::EMPTY; 4], [0; ROOM]);
        let (mut out_meta, mut out_bytes) = ([PacketMetadata::EMPTY; 4], [0; ROOM]);
        let incoming = PacketBuffer::new(&mut in_meta[..], &mut in_bytes[..]);
        let outgoing = PacketBuffer::new(&mut out_meta[..], &mut out_bytes[..]);
        let mut storage = [SocketStorage::EMPTY];
        let mut sockets = SocketSet::new(&mut storage[..]);
        let socket = Socket::new(Some(IpVersion::Ipv4), Some(IpProtocol::Udp), incoming, outgoing);
        let handle = sockets.add(socket);
        talk(self, &mut sockets, handle)
    }
}

/// A packet without options that carries UDP, whatever its payload says.
pub(crate) fn udp_packet(source: u32, destination: u32, payload: &[u8]) -> Vec<u8> {
    let mut bytes = [&[0; 20], payload].concat();
    let mut packet = Ipv4Packet::new_unchecked(&mut bytes[..]);
    packet.set_version(4);
    packet.set_header_len(20);
    packet.set_total_len((20 + payload.len()) as u16);
    packet.set_hop_limit(64);
    packet.set_next_header(IpProtocol::Udp);
    packet.set_src_addr(Ipv4Address::from_bits(source));
    packet.set_dst_addr(Ipv4Address::from_bits(destination));
    packet.fill_checksum();
    bytes
}

/// The packet with the identification of one of its fragments.
pub(crate) fn identified(packet: &[u8], fragment: &[u8]) -> Vec<u8> {
    let mut bytes = packet.to_vec();
    let mut packet = Ipv4Packet::new_unchecked(&mut bytes[..]);
    packet.set_ident(Ipv4Packet::new_unchecked(fragment).ident());
    packet.fill_checksum();
    bytes
}
