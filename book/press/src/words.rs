//! How the field spells its terms.

/// Spellings that are wrong, and what they should be. Whole words, in prose alone. Not here: `tcp` and the like, which are
/// also names of chapters.
const TERMS: &[(&str, &str)] = &[
    ("IPV4", "IPv4"),
    ("IPV6", "IPv6"),
    ("Ipv4", "IPv4"),
    ("Ipv6", "IPv6"),
    ("IP-address", "IP address"),
    ("Rustlang", "Rust"),
    ("TCP-IP", "TCP/IP"),
    ("Tcp", "TCP"),
    ("Udp", "UDP"),
    ("WiFi", "Wi-Fi"),
    ("Wifi", "Wi-Fi"),
    ("Dns", "DNS"),
    ("ascii", "ASCII"),
    ("checksumm", "checksum"),
    ("datagramm", "datagram"),
    ("ethernet", "Ethernet"),
    ("file-descriptor", "file descriptor"),
    ("hand-shake", "handshake"),
    ("hexa-decimal", "hexadecimal"),
    ("ipv4", "IPv4"),
    ("ipv6", "IPv6"),
    ("linux", "Linux"),
    ("loop-back", "loopback"),
    ("meta-data", "metadata"),
    ("octett", "octet"),
    ("pay-load", "payload"),
    ("posix", "POSIX"),
    ("punycode", "Punycode"),
    ("sub-net", "subnet"),
    ("time-out", "timeout"),
    ("time-stamp", "timestamp"),
    ("unicode", "Unicode"),
    ("wifi", "Wi-Fi"),
];

/// The first word that is spelled in a way that the field does not, and how it should be.
pub(crate) fn misspelled(text: &str) -> Option<(&'static str, &'static str)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '-' || c == '/' || c == '.' || c == ':';
    let words: Vec<&str> =
        text.split(|c| !is_word(c)).map(|word| word.trim_matches(['.', ':', '/'])).collect();
    TERMS.iter().find(|(wrong, _)| words.contains(wrong)).copied()
}

#[cfg(test)]
mod tests {
    use super::misspelled;

    #[test]
    fn terms_are_whole_words() {
        assert_eq!(misspelled("an ipv4 address"), Some(("ipv4", "IPv4")));
        assert_eq!(misspelled("the crate ipv4-tools and ipv4_parse"), None);
        assert_eq!(misspelled("an IPv4 address"), None);
    }
}
