//! The Linux kernel sends real `ping` and `traceroute` through three of our routers.
//!
//! An extra, in a network namespace of its own, which nobody else sees and which ends with this process. In it is a TUN
//! device: what the kernel sends to it we read as packets, and what we write to it arrives at the kernel. The kernel
//! is a machine in Tokyo. Behind the device are Tokyo, New York, London, and a machine there.

#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, reason = "this test starts programs, and routes packets in real time")]
#![expect(clippy::print_stderr, reason = "an extra says why it is skipped, or what it saw")]

use std::collections::VecDeque;
use std::env;
use std::net::Ipv4Addr;
use std::os::fd::AsRawFd;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::Instant as Clock;

use given::addresses::{Family, Prefix};
use given::packets::{IcmpError, Interface, Ipv4Header, Routed, Via, protocol};
use given::time::Micros;
use packets::fragment::Reassembly;
use packets::ipv4::{emit, parse};
use packets::router::Router;
use packets::udp_icmp::{icmp_echo_reply, icmp_error};
use smoltcp::phy::{Device, Medium, RxToken, TunTapInterface, TxToken, wait};
use smoltcp::time::{Duration, Instant};

/// The kernel, and the machine in London.
const TOKYO: &str = "10.1.0.7";
const LONDON: &str = "10.6.0.9";
const DEVICE: &str = "tokyo0";
/// What tells the second process that it is the one inside.
const INSIDE: &str = "KERNEL_TUN_INSIDE";

#[test]
#[ignore = "extra: needs Linux, a TUN device, root or user namespaces, iproute2, ping and traceroute: .ci/extras kernel-tun"]
fn ping_and_traceroute_go_through_our_routers() {
    if env::var_os(INSIDE).is_some() {
        return inside();
    }
    let namespace = match namespace() {
        Ok(namespace) => namespace,
        Err(why) => return eprintln!("skipped: {why}"),
    };
    let this = env::current_exe().expect("a running program has a file");
    let mut command = Command::new(namespace[0]);
    command.args(&namespace[1..]).arg(this).args(["--ignored", "--exact", "--nocapture"]);
    command.arg("ping_and_traceroute_go_through_our_routers").env(INSIDE, "1");
    assert!(command.status().expect("it runs").success());
}

/// The command that runs another one in a fresh namespace, if there is all that it takes.
fn namespace() -> Result<&'static [&'static str], String> {
    if !std::path::Path::new("/dev/net/tun").exists() {
        return Err(String::from("there is no /dev/net/tun"));
    }
    for (program, package) in [("ip", "iproute2"), ("ping", "iputils-ping"), ("traceroute", "traceroute")] {
        if Command::new(program).arg("-V").output().is_err() {
            return Err(format!("there is no {program} (apt-get install {package})"));
        }
    }
    let mut why = String::new();
    for namespace in [&["unshare", "--net"][..], &["unshare", "--net", "--map-root-user"]] {
        let tried = Command::new(namespace[0])
            .args(&namespace[1..])
            .args(["ip", "tuntap", "add", DEVICE, "mode", "tun"])
            .output();
        match tried {
            Ok(output) if output.status.success() => return Ok(namespace),
            Ok(output) => why = String::from_utf8_lossy(&output.stderr).into_owned(),
            Err(error) => why = error.to_string(),
        }
    }
    Err(format!("no TUN device can be made in a network namespace: {}", why.trim_end()))
}

fn inside() {
    let mut device = TunTapInterface::new(DEVICE, Medium::Ip).expect("a TUN device");
    runs("ip", &["link", "set", "lo", "up"]);
    runs("ip", &["address", "add", &format!("{TOKYO}/16"), "dev", DEVICE]);
    runs("ip", &["link", "set", DEVICE, "up"]);
    runs("ip", &["route", "add", "default", "via", "10.1.0.1"]);

    let is_over = Arc::new(AtomicBool::new(false));
    let pings = {
        let is_over = Arc::clone(&is_over);
        thread::spawn(move || {
            let ping = runs("ping", &["-n", "-c", "5", "-i", "0.2", "-W", "2", LONDON]);
            let large = runs("ping", &["-n", "-c", "2", "-i", "0.2", "-W", "2", "-s", "3000", LONDON]);
            let router = runs("ping", &["-n", "-c", "2", "-i", "0.2", "-W", "2", "10.0.6.1"]);
            let trace = runs("traceroute", &["-n", "-q", "3", "-w", "2", LONDON]);
            is_over.store(true, Relaxed);
            (ping, large, router, trace)
        })
    };
    let mut world = World::new();
    let begun = Clock::now();
    while !pings.is_finished() && !is_over.load(Relaxed) {
        let _ = wait(device.as_raw_fd(), Some(Duration::from_millis(50)));
        let now = Micros(begun.elapsed().as_micros() as u64);
        while let Some((arriving, _)) = device.receive(Instant::from_micros(now.0 as i64)) {
            let packet = arriving.consume(<[u8]>::to_vec);
            for packet in world.sent_by_the_kernel(now, &packet) {
                if let Some(leaving) = device.transmit(Instant::from_micros(now.0 as i64)) {
                    leaving.consume(packet.len(), |buffer| buffer.copy_from_slice(&packet));
                }
            }
        }
    }
    let (ping, large, router, trace) = pings.join().expect("all of them answer");
    eprintln!("{ping}\n{trace}");
    for (text, count) in [(&ping, 5), (&large, 2), (&router, 2)] {
        assert!(text.contains(&format!("{count} received, 0% packet loss")), "{text}");
    }
    // 64, and three routers less.
    assert!(ping.contains("ttl=61"), "{ping}");
    let hops: Vec<&str> = trace.lines().skip(1).filter_map(|line| line.split_whitespace().nth(1)).collect();
    assert_eq!(hops, ["10.1.0.1", "10.0.6.1", "10.0.5.1", LONDON], "{trace}");
    assert!(!trace.contains('*'), "{trace}");
}

/// Runs a program, which must succeed, and gives what it prints.
fn runs(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().expect("it is installed");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {}: {printed}{complaint}", arguments.join(" "));
    printed
}

/// Three routers in a row. Interface 0 leads to Tokyo, interface 1 to London.
struct World {
    routers: Vec<Router>,
    /// In London, for what the kernel has cut.
    reassembly: Reassembly,
}

impl World {
    fn new() -> World {
        let rows = [
            (["10.1.0.1/16", "10.0.6.2/30"], [None, Some("10.0.6.1")]),
            (["10.0.6.1/30", "10.0.5.2/30"], [Some("10.0.6.2"), Some("10.0.5.1")]),
            (["10.0.5.1/30", "10.6.0.1/16"], [Some("10.0.5.2"), None]),
        ];
        let router = |(interfaces, next): ([&str; 2], [Option<&str>; 2])| {
            let mut router = Router::new(interfaces.map(interface).to_vec());
            for (interface, (next, network)) in next.into_iter().zip(["10.1.0.0", "10.6.0.0"]).enumerate() {
                if let Some(next) = next {
                    let prefix = Prefix { family: Family::V4, bits: address(network).into(), len: 16 };
                    router.add_route(prefix, Via { interface, next_hop: Some(address(next)) });
                }
            }
            router
        };
        World { routers: rows.map(router).into(), reassembly: Reassembly::new(100_000) }
    }

    /// What comes back to the kernel.
    fn sent_by_the_kernel(&mut self, now: Micros, packet: &[u8]) -> Vec<Vec<u8>> {
        let mut back = Vec::new();
        let mut flying = VecDeque::from([(0, 0, packet.to_vec())]);
        while let Some((at, ingress, packet)) = flying.pop_front() {
            for routed in self.routers[at].handle_packet(now, ingress, &packet) {
                match routed {
                    Routed::Send { interface: 0, packet, .. } if at == 0 => back.push(packet),
                    Routed::Send { interface: 0, packet, .. } => flying.push_back((at - 1, 1, packet)),
                    Routed::Send { packet, .. } if at + 1 < self.routers.len() => {
                        flying.push_back((at + 1, 0, packet));
                    }
                    Routed::Send { packet, .. } => {
                        let answer = self.reassembly.push(now, &packet).and_then(|whole| answer(&whole));
                        flying.extend(answer.map(|answer| (at, 1, answer)));
                    }
                    Routed::Deliver { .. } => {}
                }
            }
        }
        back
    }
}

/// What the machine in London does: it answers echoes, whole ones, and has no port.
fn answer(packet: &[u8]) -> Option<Vec<u8>> {
    let (header, message) = parse(packet).ok()?;
    let answer = match header.protocol {
        protocol::ICMP => icmp_echo_reply(message)?,
        _ => icmp_error(&IcmpError::PortUnreachable, packet)?,
    };
    Some(emit(&Ipv4Header::new(protocol::ICMP, header.destination, header.source), &answer))
}

fn address(text: &str) -> u32 {
    text.parse::<Ipv4Addr>().expect("an address").into()
}

fn interface(text: &str) -> Interface {
    let (own, len) = text.split_once('/').expect("an address and a length");
    let (own, len) = (address(own), len.parse::<u8>().expect("a length"));
    let network = Prefix { family: Family::V4, bits: u128::from(own & (u32::MAX << (32 - len))), len };
    // At the edge alone: Tokyo has no route to the cable from which London's errors come.
    Interface { address: own, network, mtu: 1500, checks_source: len == 16 }
}
