//! Where random inputs come from: one master seed, and a stream of its own for each case of each check.
//!
//! A stream's key is made of the seed, the check's id and the case's number, so adding a case never shifts
//! another, and a verdict is the same here, there and in CI.

use std::fmt;
use std::str::FromStr;

use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use sha2::{Digest, Sha256};

/// The master seed: 0 unless somebody asks for another. Spelled in hexadecimal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seed(pub u128);

impl Seed {
    /// A seed that nobody could know before.
    pub fn fresh() -> Seed {
        let mut bits = [0; 16];
        getrandom::fill(&mut bits).expect("the system has random bits");
        Seed(u128::from_be_bytes(bits))
    }

    /// The streams of one check.
    pub fn streams(self, check: &str) -> Streams {
        let mut hash = Sha256::new();
        hash.update(self.0.to_be_bytes());
        hash.update(check.as_bytes());
        Streams {
            key: hash.finalize().into(),
            config: Config { failure_persistence: None, ..Config::default() },
        }
    }
}

/// One stream a case, for all cases of a check.
#[derive(Clone, Debug)]
pub struct Streams {
    key: [u8; 32],
    /// Made once: making it reads the environment.
    config: Config,
}

impl Streams {
    /// What generates the input of one case: ChaCha under a key of the case's own.
    pub fn runner(&self, case: u32) -> TestRunner {
        let mut key = self.key;
        for (byte, number) in key.iter_mut().zip(case.to_be_bytes()) {
            *byte ^= number;
        }
        TestRunner::new_with_rng(self.config.clone(), TestRng::from_seed(RngAlgorithm::ChaCha, &key))
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}", self.0)
    }
}

impl FromStr for Seed {
    type Err = String;

    fn from_str(text: &str) -> Result<Seed, String> {
        u128::from_str_radix(text.strip_prefix("0x").unwrap_or(text), 16)
            .map(Seed)
            .map_err(|_| format!("expected 1 to 32 hexadecimal digits, or `fresh`, got `{text}`"))
    }
}
