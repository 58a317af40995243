//! "Optionally Support Cancellation": what a method is given to notice a request, with an operation or without.

use std::error::Error;
use std::io::{self, Read};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use eap_runtime::{CancellationToken, Cancelled, Events, event_async};

use crate::support::{LIMIT, listen, receive};

/// A component of blocking calls.
#[derive(Default)]
struct Line {
    events: Events<Self>,
}

#[event_async]
impl Line {
    /// Reads until the other side is done. Its token shuts the socket down.
    #[event_async(result = received)]
    fn receive(
        mut stream: TcpStream,
        reading: &mpsc::Sender<()>,
        #[cancel] cancel: &CancellationToken,
    ) -> io::Result<Vec<u8>> {
        let same_socket = stream.try_clone()?;
        let _registration = cancel.register(move || {
            let _ = same_socket.shutdown(Shutdown::Both);
        });
        let _ = reading.send(());
        let mut received = Vec::new();
        stream.read_to_end(&mut received)?;
        Ok(received)
    }

    /// Waits on a thread of its own, which takes the token along.
    #[event_async]
    fn listen(listening: mpsc::Sender<()>, #[cancel] cancel: CancellationToken) -> bool {
        let listener = thread::spawn(move || {
            let _ = listening.send(());
            cancel.wait_timeout(LIMIT)
        });
        listener.join().unwrap_or(false)
    }
}

#[test]
fn a_blocked_socket_read_ends_when_the_callback_shuts_the_socket_down() {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = TcpStream::connect(server.local_addr().unwrap()).unwrap();
    // The other side is there and silent: nothing but the callback ends the read.
    let (_silent, _) = server.accept().unwrap();

    let line = Arc::new(Line::default());
    let cancelled = listen(line.receive_completed(), |_line, e| e.cancelled());
    let (reading, is_reading) = mpsc::channel();
    line.receive_async(client, reading).unwrap();
    receive(&is_reading);
    line.cancel_async();
    assert!(receive(&cancelled));
}

#[test]
fn a_token_by_value_tells_as_one_by_reference() {
    let line = Arc::new(Line::default());
    let cancelled = listen(line.listen_completed(), |_line, e| e.cancelled());
    let (listening, is_listening) = mpsc::channel();
    line.listen_async(listening).unwrap();
    receive(&is_listening);
    line.cancel_async();
    assert!(receive(&cancelled));
}

#[test]
fn a_synchronous_caller_cancels_from_another_thread() {
    let token = CancellationToken::new();
    let (listening, is_listening) = mpsc::channel();
    let canceller = thread::spawn({
        let token = token.clone();
        move || {
            receive(&is_listening);
            token.cancel();
        }
    });
    assert!(Line::listen(listening, token));
    canceller.join().unwrap();
}

#[test]
fn a_new_token_is_not_cancelled() {
    let token = CancellationToken::new();
    assert!(!token.is_cancelled());
    assert_eq!(token.check(), Ok(()));
    assert!(!token.wait_timeout(Duration::from_millis(1)));
}

#[test]
fn a_cancelled_token_says_so_in_every_way() {
    let token = CancellationToken::new();
    token.cancel();
    assert!(token.is_cancelled());
    assert_eq!(token.check(), Err(Cancelled));
    assert!(token.wait_timeout(Duration::MAX));
}

#[test]
fn copies_of_a_token_are_cancelled_together() {
    let token = CancellationToken::new();
    let copy = token.clone();
    copy.cancel();
    assert!(token.is_cancelled());
}

#[test]
fn the_token_none_is_never_cancelled() {
    let token = CancellationToken::none();
    token.cancel();
    assert!(!token.is_cancelled());
    assert_eq!(token.check(), Ok(()));
    assert!(!token.wait_timeout(Duration::from_millis(1)));
}

#[test]
fn the_token_none_runs_no_callback() {
    let token = CancellationToken::none();
    let (sender, ran) = mpsc::channel();
    let _registration = token.register(move || sender.send(()).unwrap());
    token.cancel();
    // Whether the callback is kept or gone: it has sent nothing.
    assert!(ran.try_recv().is_err());
}

#[test]
fn a_callback_runs_on_the_thread_that_asks_before_cancel_returns() {
    let token = CancellationToken::new();
    let (sender, ran) = mpsc::channel();
    let _registration = token.register(move || sender.send(thread::current().id()).unwrap());
    token.cancel();
    assert_eq!(ran.try_recv(), Ok(thread::current().id()));
}

#[test]
fn a_callback_registered_after_the_request_runs_at_once() {
    let token = CancellationToken::new();
    token.cancel();
    let (sender, ran) = mpsc::channel();
    let _registration = token.register(move || sender.send(thread::current().id()).unwrap());
    assert_eq!(ran.try_recv(), Ok(thread::current().id()));
}

#[test]
fn a_callback_whose_registration_was_dropped_does_not_run() {
    let token = CancellationToken::new();
    let (sender, ran) = mpsc::channel();
    drop(token.register(move || sender.send(()).unwrap()));
    token.cancel();
    assert!(ran.try_recv().is_err());
}

#[test]
fn a_dropped_registration_takes_only_its_own_callback_along() {
    let token = CancellationToken::new();
    let (sender, ran) = mpsc::channel();
    let register = |number: u32| {
        let sender = sender.clone();
        token.register(move || sender.send(number).unwrap())
    };
    let registrations = [0, 1, 2].map(register);
    let [_first, second, _third] = registrations;
    drop(second);
    token.cancel();
    let mut numbers: Vec<_> = ran.try_iter().collect();
    numbers.sort_unstable();
    assert_eq!(numbers, [0, 2]);
}

#[test]
fn a_request_ends_the_sleeps_of_all_who_hold_the_token() {
    let token = CancellationToken::new();
    let (sender, woken) = mpsc::channel();
    for _ in 0..4 {
        let (token, sender) = (token.clone(), sender.clone());
        thread::spawn(move || sender.send(token.wait_timeout(Duration::MAX)));
    }
    // Nothing tells who sleeps already. Who does not is to be told all the same, but most of them should.
    thread::sleep(Duration::from_millis(10));
    token.cancel();
    for _ in 0..4 {
        assert!(receive(&woken));
    }
}

#[test]
fn a_cancelled_check_is_an_error_of_any_function() {
    fn checked(cancel: &CancellationToken) -> Result<(), Box<dyn Error + Send + Sync>> {
        cancel.check()?;
        Ok(())
    }

    let token = CancellationToken::new();
    token.cancel();
    let error = checked(&token).unwrap_err();
    assert!(error.is::<Cancelled>());
}

#[test]
fn a_cancelled_check_is_an_io_error_that_can_be_told_from_others() {
    let error = io::Error::from(Cancelled);
    assert!(
        error
            .get_ref()
            .is_some_and(<dyn Error + Send + Sync>::is::<Cancelled>)
    );
}

#[test]
fn a_cancelled_reader_ends_the_standard_librarys_loops() {
    /// Gives one byte, and is asked to end by then.
    struct Cancellable {
        cancel: CancellationToken,
        was_asked: bool,
    }

    impl Read for Cancellable {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.was_asked {
                // Who comes again has taken the error for a reason to try again.
                return Ok(0);
            }
            self.was_asked = self.cancel.is_cancelled();
            self.cancel.check()?;
            self.cancel.cancel();
            Ok(buffer.len().min(1))
        }
    }

    let mut reader = Cancellable {
        cancel: CancellationToken::new(),
        was_asked: false,
    };
    let error = reader.read_to_end(&mut Vec::new()).unwrap_err();
    assert!(
        error
            .get_ref()
            .is_some_and(<dyn Error + Send + Sync>::is::<Cancelled>)
    );
}
