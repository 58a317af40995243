//! The queue, in one process and in several.

use std::cell::RefCell;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::rc::Rc;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use eap_queue::MessageQueue;
use eap_runtime::{CancellationToken, EventLoop};

/// Far more than anything here takes.
const LIMIT: Duration = Duration::from_secs(90);

#[test]
fn a_completed_handler_starts_the_next_receive() {
    let directory = tempfile::tempdir().unwrap();
    let queue = Arc::new(MessageQueue::open(directory.path().join("queue")).unwrap());
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let received = Rc::new(RefCell::new(Vec::new()));
    let bodies = Rc::clone(&received);
    queue.receive_completed().subscribe_local(move |queue, e| {
        let Ok(message) = e.message() else {
            return bodies.borrow_mut().push(String::from("cancelled"));
        };
        message.acknowledge().unwrap();
        bodies.borrow_mut().push(message.body().to_owned());
        queue.receive_async().unwrap();
        if message.body() == "last" {
            queue.receive_async_cancel();
        }
    });

    queue.receive_async().unwrap();
    for body in ["first", "second", "last"] {
        queue.send(body).unwrap();
    }

    assert!(event_loop.run_for(LIMIT));
    assert_eq!(*received.borrow(), ["first", "second", "last", "cancelled"]);
    assert!(queue.is_empty().unwrap());
}

#[test]
fn a_message_that_was_taken_when_its_context_ended_is_received_again() {
    let directory = tempfile::tempdir().unwrap();
    let queue = Arc::new(MessageQueue::open(directory.path().join("queue")).unwrap());
    queue.send("taken").unwrap();
    let (waits, event) = mpsc::channel();
    let event_loop = EventLoop::with_wake(move || waits.send(()).unwrap());
    {
        let _current = event_loop.enter();
        queue.receive_async().unwrap();
    }
    event.recv_timeout(LIMIT).unwrap();
    // The message is taken, and its event waits in the loop, which ends without having run.
    drop(event_loop);

    let again = queue.receive(&CancellationToken::none()).unwrap();
    assert_eq!(again.body(), "taken");
}

#[test]
fn a_message_that_is_dropped_unacknowledged_is_received_again() {
    let directory = tempfile::tempdir().unwrap();
    let queue = MessageQueue::open(directory.path().join("queue")).unwrap();
    queue.send("first").unwrap();
    queue.send("second").unwrap();

    let receive = || {
        let message = queue.receive(&CancellationToken::none());
        message.unwrap()
    };
    let (first, second) = (receive(), receive());
    assert_eq!((first.body(), second.body()), ("first", "second"));
    drop(first);
    assert_eq!(receive().body(), "first");
}

fn program(file: &Path, arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_queue"))
        .arg(file)
        .args(arguments)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

fn first_line(program: &mut Child) -> String {
    let mut line = String::new();
    BufReader::new(program.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    line
}

#[test]
fn a_message_survives_the_kill_of_its_receiver_until_it_is_acknowledged() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("queue");
    let mut sender = program(&file, &["send", "work\u{1b}[2J"]);
    assert_eq!(first_line(&mut sender), "sent 1\n");
    assert!(sender.wait().unwrap().success());

    let mut killed = program(&file, &["receive", "--work", "3600000"]);
    assert_eq!(first_line(&mut killed), "1: work\\033[2J\n");
    killed.kill().unwrap(); // SIGKILL
    killed.wait().unwrap();

    let mut receiver = program(&file, &["receive", "--count", "1"]);
    assert_eq!(first_line(&mut receiver), "1: work\\033[2J\n");
    assert!(receiver.wait().unwrap().success());
    assert!(MessageQueue::open(&file).unwrap().is_empty().unwrap());
}
