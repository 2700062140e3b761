//! How learner code, and the compiler at work on it, are confined: the tier in force, and who puts it up.
//!
//! The layers themselves are the crate `confine`'s. What a build or a probe is granted stands where it is started, in
//! `compile` and in `probe`. Nothing here knows what runs.

use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::{panic, thread};

use confine::{Found, LAUNCH, Orders};

pub use confine::Tier;

/// The tier in force, and the launcher that puts it up.
#[derive(Clone, Debug)]
pub struct Confinement {
    /// How much is enforced.
    pub tier: Tier,
    /// What is not, a sentence each.
    pub missing: Vec<String>,
    /// An executable whose `main` calls [`launch_if_told`] first.
    pub launcher: PathBuf,
    /// The time that learner code and its compiler are given, in hundredths of the usual: less for a harness of programs
    /// that use it up, more where the machine is busy.
    pub time_percent: u32,
    /// Layers that are left out, to show what each of them is there for.
    #[cfg(feature = "holes")]
    pub off: Vec<confine::Layer>,
}

/// Becomes a launcher, and then the program it is told to launch, if the arguments say so. To be called first thing in
/// `main`, before any thread is started.
pub fn launch_if_told() {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_some_and(|first| first == LAUNCH) {
        let rest: Vec<String> = arguments.map(|argument| argument.to_string_lossy().into_owned()).collect();
        confine::launch(&rest);
    }
}

impl Confinement {
    /// The greatest tier, `most` at most, that this machine and this process can put up, found out by trying.
    ///
    /// A process that is to offer [`Tier::Strict`] without being root calls this while it has one thread: it takes
    /// user ids of its own then, which the kernel gives to no process with more.
    pub fn find(launcher: PathBuf, most: Tier) -> Confinement {
        let Found { tier, mut missing } = confine::probe(&launcher, most);
        if tier == Tier::Strict
            && let Err(error) = confine::make_ready()
        {
            let mut less = Confinement::find(launcher, Tier::Landlock);
            less.missing.insert(0, format!("strict: {error}"));
            return less;
        }
        if most < Tier::Strict && tier == most {
            missing.insert(0, String::from("strict: not tried"));
        }
        Confinement {
            tier,
            missing,
            launcher,
            time_percent: 100,
            #[cfg(feature = "holes")]
            off: vec![],
        }
    }

    /// Keeps programs of the same user from reading our memory and our environment.
    pub fn guard(&self) -> io::Result<()> {
        confine::guard()
    }

    /// Orders that leave out what this leaves out: nothing, but in tests of the layers.
    pub(crate) fn complete(&self, orders: Orders) -> Orders {
        #[cfg(feature = "holes")]
        let orders = Orders { off: self.off.clone(), ..orders };
        orders
    }

    /// Does `work` where learner code may be met. Under [`Tier::Strict`] that is a network of its own, with loopback
    /// and nothing else, for a thread and all that it starts. The calling thread stays outside meanwhile, and does
    /// what `work` asks to have done there.
    pub fn apart<T: Send>(&self, work: impl FnOnce(&Outside) -> T + Send) -> io::Result<T> {
        let (outside, jobs) = Outside::new();
        thread::scope(|scope| {
            let apart = scope.spawn(move || {
                if self.has_network_of_its_own() {
                    confine::enter()?;
                }
                Ok(work(&outside))
            });
            for job in jobs {
                job();
            }
            apart.join().unwrap_or_else(|payload| panic::resume_unwind(payload))
        })
    }

    fn has_network_of_its_own(&self) -> bool {
        #[cfg(feature = "holes")]
        if self.off.contains(&confine::Layer::Network) {
            return false;
        }
        self.tier == Tier::Strict
    }
}

type Job = Box<dyn FnOnce() + Send>;

/// The way to the thread that stayed on the real network.
#[derive(Debug)]
pub struct Outside(Option<Sender<Job>>);

impl Outside {
    fn new() -> (Outside, Receiver<Job>) {
        let (sender, jobs) = mpsc::channel();
        (Outside(Some(sender)), jobs)
    }

    /// For a thread that has not left it.
    pub fn here() -> Outside {
        Outside(None)
    }

    /// Has something done out there, and waits for what comes of it.
    pub fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        let Some(outside) = &self.0 else { return work() };
        let (sender, done) = mpsc::sync_channel(1);
        let job = Box::new(move || {
            // It fails where nobody waits any more.
            let _ = sender.send(work());
        });
        outside.send(job).expect("the thread outside waits until we are done");
        done.recv().expect("the thread outside does what it took")
    }
}

/// The user that the next probe becomes where we are root: no two that run at once are the same one, so that neither
/// counts against the other's limits, nor may signal it.
pub(crate) fn next_uid() -> u32 {
    const USERS: u32 = 256;
    static NEXT: AtomicU32 = AtomicU32::new(0);
    confine::FIRST_UID + NEXT.fetch_add(1, Ordering::Relaxed) % USERS
}

/// How to get a tier, for whoever can't have it.
pub fn advice(tier: Tier) -> &'static str {
    match tier {
        Tier::Strict => {
            "strict wants a Linux that lets its users make namespaces. Ubuntu: sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0; Debian: sudo sysctl -w kernel.unprivileged_userns_clone=1; a container must be started with that right"
        }
        Tier::Landlock => "landlock wants Linux 6.2 or later, with `landlock` in /sys/kernel/security/lsm",
        Tier::Basic => "basic is there everywhere",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_of_the_outside_is_done_by_the_thread_that_stayed_there() {
        let confinement = Confinement {
            tier: Tier::Basic,
            missing: vec![],
            launcher: PathBuf::new(),
            time_percent: 100,
            #[cfg(feature = "holes")]
            off: vec![],
        };
        let here = thread::current().id();
        let (apart, outside) = confinement
            .apart(|outside| (thread::current().id(), outside.run(|| thread::current().id())))
            .expect("there is nothing to enter");
        assert_eq!(outside, here);
        assert_ne!(apart, here);
    }
}
