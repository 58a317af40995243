//! Types, traits and aliases of one's own that are called like those of the standard library or of the runtime. The mark
//! decides what a parameter is, and a path such as `self::Path` says what a name means.

use std::sync::Arc;

use eap_runtime::{AsyncError, CancellationToken, Events, Progress, event_async};

use crate::support::{listen, receive};

mod others {
    /// Stops a server.
    pub(crate) struct CancellationToken(pub(crate) u8);
}

mod own_progress {
    use eap_runtime::{Events, event_async};

    /// How far a download is.
    pub(crate) struct Progress(pub(crate) u8);

    #[derive(Default)]
    pub(crate) struct Server {
        events: Events<Self>,
    }

    #[event_async]
    impl Server {
        #[event_async]
        pub(crate) fn serve(&self, stop: super::others::CancellationToken, bar: &Progress) -> u8 {
            stop.0 + bar.0
        }
    }
}

#[test]
fn a_type_called_like_the_token_is_an_argument() {
    let server = Arc::new(own_progress::Server::default());
    let results = listen(server.serve_completed(), |_, e| e.result().copied().ok());
    server
        .serve_async(others::CancellationToken(40), own_progress::Progress(2))
        .unwrap();
    assert_eq!(receive(&results), Some(42));
}

/// Takes a token and a `Progress` of the runtime as plain arguments.
#[derive(Default)]
struct Relay {
    events: Events<Self>,
}

#[event_async(future)]
impl Relay {
    #[event_async]
    fn hand_on(&self, stop: CancellationToken, progress: &Progress<u8>) -> bool {
        progress.report_with(50, 1);
        stop.is_cancelled()
    }
}

#[test]
fn an_unmarked_token_is_an_argument() {
    let relay = Arc::new(Relay::default());
    let stop = CancellationToken::new();
    stop.cancel();
    let handed_on = smol::block_on(relay.hand_on_future(stop, Progress::none()));
    assert!(handed_on.unwrap());
}

/// A trait whose objects can go to another thread.
trait Write: Send {
    fn write(&mut self) -> u8;
}

impl Write for u8 {
    fn write(&mut self) -> u8 {
        *self += 1;
        *self
    }
}

/// A path on a map, a cow that owns itself, a guard of nothing, and a cell with its like.
#[derive(Clone, Debug, PartialEq)]
struct Path(u8);

#[derive(Clone, Debug, PartialEq)]
struct Cow<T>(T);

#[derive(Clone, Debug, PartialEq)]
struct MutexGuard<T>(T);

#[derive(Clone, Debug, PartialEq)]
struct Ref(u8);

#[derive(Clone, Debug, PartialEq)]
struct Formatter;

/// A component that is called like a lock.
#[derive(Default)]
struct Mutex<T> {
    events: Events<Self>,
    value: T,
}

#[event_async(future)]
#[expect(
    unused_qualifications,
    reason = "the path says that it is not a path of files"
)]
impl Mutex<u8> {
    #[event_async]
    fn write(&self, mut with: Box<dyn Write>) -> u8 {
        with.write() + self.value
    }

    #[event_async]
    fn follow(&self, path: &self::Path, others: &[self::Path]) -> self::Path {
        Path(path.0 + others.iter().map(|path| path.0).sum::<u8>())
    }

    #[event_async]
    fn lock(&self, cow: Cow<u8>, _formatter: &Formatter) -> MutexGuard<Ref> {
        MutexGuard(Ref(cow.0))
    }
}

#[test]
fn types_of_ones_own_keep_their_meaning() {
    let mutex = Arc::new(Mutex::<u8>::default());
    assert_eq!(smol::block_on(mutex.write_future(Box::new(1))).unwrap(), 2);
    let others = vec![Path(2), Path(3)];
    assert_eq!(
        smol::block_on(mutex.follow_future(Path(1), others)).unwrap(),
        Path(6)
    );
    let locked = smol::block_on(mutex.lock_future(Cow(7), Formatter));
    assert_eq!(locked.unwrap(), MutexGuard(Ref(7)));
}

#[derive(Debug, PartialEq)]
struct Error<P>(P);

#[derive(Debug, PartialEq)]
struct Pos(u8);

/// An alias whose second parameter is not the error.
type Result<T, P> = core::result::Result<T, Error<P>>;

mod io {
    /// An alias with an error of its own.
    pub(super) type Result<T> = core::result::Result<T, super::Pos>;
}

#[derive(Default)]
struct Parser {
    events: Events<Self>,
}

#[event_async(future)]
#[expect(
    unused_qualifications,
    reason = "the path says that it is another module's alias"
)]
impl Parser {
    #[event_async]
    fn parse(&self, text: &str, #[out] length: &mut usize) -> Result<u8, Pos> {
        *length = text.len();
        text.parse().map_err(|_| Error(Pos(1)))
    }

    #[event_async]
    fn read(&self, text: &str) -> self::io::Result<u8> {
        text.parse().map_err(|_| Pos(2))
    }

    #[event_async]
    fn check(&self, text: &str) -> Result<(), Pos> {
        if text.is_empty() {
            Err(Error(Pos(3)))
        } else {
            Ok(())
        }
    }
}

#[test]
fn the_error_is_that_of_the_alias() {
    let parser = Arc::new(Parser::default());
    assert_eq!(smol::block_on(parser.parse_future("12")).unwrap(), (12, 2));
    match smol::block_on(parser.parse_future("x")) {
        Err(AsyncError::Failed(error)) => assert_eq!(error, Error(Pos(1))),
        other => panic!("it fails: {other:?}"),
    }
    match smol::block_on(parser.read_future("x")) {
        Err(AsyncError::Failed(error)) => assert_eq!(error, Pos(2)),
        other => panic!("it fails: {other:?}"),
    }
    match smol::block_on(parser.check_future("")) {
        Err(AsyncError::Failed(error)) => assert_eq!(error, Error(Pos(3))),
        other => panic!("it fails: {other:?}"),
    }
}
