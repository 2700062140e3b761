//! A DNS server on loopback that we did not write: hickory's, with a small zone in it.
//!
//! It prints the address that it answers at, and ends when its standard input does, so it never outlives the grader.

use std::io::{Read, Write};
use std::sync::Arc;

use hickory_proto::rr::rdata::{A, AAAA, CNAME, MX, SOA, TXT};
use hickory_proto::rr::{LowerName, Name, RData, Record};
use hickory_server::Server;
use hickory_server::net::runtime::TokioRuntimeProvider;
use hickory_server::store::in_memory::InMemoryZoneHandler;
use hickory_server::zone_handler::{AxfrPolicy, Catalog, ZoneType};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    std::thread::spawn(|| {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        #[expect(clippy::disallowed_methods, reason = "nobody listens any more")]
        std::process::exit(0)
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    runtime.block_on(async {
        let socket = tokio::net::UdpSocket::bind("127.0.0.1:0").await?;
        println!("{}", socket.local_addr()?);
        std::io::stdout().flush()?;
        let mut server = Server::new(catalog()?);
        server.register_socket(socket);
        server.block_until_done().await?;
        Ok(())
    })
}

/// All that the server knows: the zone `example.`, with aliases, and with records that the course has no name for.
fn catalog() -> Result<Catalog, Box<dyn std::error::Error>> {
    let origin = Name::from_ascii("example.")?;
    let mut zone: InMemoryZoneHandler<TokioRuntimeProvider> =
        InMemoryZoneHandler::empty(origin.clone(), ZoneType::Primary, AxfrPolicy::Deny);
    let name = Name::from_ascii;
    let alias = |target| Ok::<_, Box<dyn std::error::Error>>(RData::CNAME(CNAME(name(target)?)));
    let soa = SOA::new(name("ns.example.")?, name("admin.example.")?, 1, 1, 1, 1, 1);
    for (owner, data) in [
        ("example.", RData::SOA(soa)),
        ("london.example.", RData::A(A::new(192, 0, 2, 1))),
        ("london.example.", RData::AAAA(AAAA::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1))),
        ("london.example.", RData::MX(MX::new(10, name("mail.example.")?))),
        ("london.example.", RData::TXT(TXT::new(vec![String::from("not an address")]))),
        ("www.example.", alias("web.example.")?),
        ("web.example.", alias("farm.example.")?),
        ("farm.example.", RData::A(A::new(198, 51, 100, 7))),
        ("paris.example.", RData::TXT(TXT::new(vec![String::from("no address at all")]))),
    ] {
        zone.upsert_mut(Record::from_rdata(name(owner)?, 300, data), 1);
    }
    let mut catalog = Catalog::new();
    catalog.upsert(LowerName::new(&origin), vec![Arc::new(zone)]);
    Ok(catalog)
}
