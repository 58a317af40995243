//! A little HTTP server on a port of its own, that only this machine can reach.

mod file;

use std::collections::HashMap;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

pub use self::file::{Fault, File, sha256};

/// Serves a few files until it is dropped.
pub struct Server {
    address: SocketAddr,
    files: Arc<HashMap<String, File>>,
    hang_ups: Mutex<Receiver<String>>,
    stopped: Arc<AtomicBool>,
    listening: Option<JoinHandle<()>>,
}

/// How many bytes are sent at a time.
pub const PIECE: usize = 64 * 1024;

impl Server {
    /// Serves these files by their names.
    ///
    /// # Errors
    ///
    /// When no port is free.
    pub fn start<'a>(files: impl IntoIterator<Item = (&'a str, File)>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let files = files
            .into_iter()
            .map(|(name, file)| (name.to_owned(), file));
        let files = Arc::new(files.collect::<HashMap<_, _>>());
        let stopped = Arc::new(AtomicBool::new(false));
        let (hung_up, hang_ups) = mpsc::channel();
        let listening = thread::Builder::new().spawn({
            let (files, stopped) = (Arc::clone(&files), Arc::clone(&stopped));
            move || listen(&listener, &files, &stopped, &hung_up)
        })?;
        Ok(Self {
            address,
            files,
            hang_ups: Mutex::new(hang_ups),
            stopped,
            listening: Some(listening),
        })
    }

    /// The URL of the file of this name, whether or not the file exists.
    #[must_use]
    pub fn url(&self, name: &str) -> String {
        format!("http://{}/{name}", self.address)
    }

    /// The file of this name.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&File> {
        self.files.get(name)
    }

    /// Waits until a client hangs up before it has all of a file, and returns the name of the file. `None` on timeout.
    pub fn next_hang_up(&self, timeout: Duration) -> Option<String> {
        let hang_ups = self.hang_ups.lock().unwrap_or_else(PoisonError::into_inner);
        hang_ups.recv_timeout(timeout).ok()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Release);
        // It looks at that between two connections.
        let woken = TcpStream::connect(self.address);
        if let (Ok(_), Some(listening)) = (woken, self.listening.take()) {
            let _ = listening.join();
        }
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

fn listen(
    listener: &TcpListener,
    files: &Arc<HashMap<String, File>>,
    stopped: &AtomicBool,
    hung_up: &Sender<String>,
) {
    for connection in listener.incoming() {
        if stopped.load(Ordering::Acquire) {
            return;
        }
        let Ok(connection) = connection else { continue };
        let (files, hung_up) = (Arc::clone(files), hung_up.clone());
        // Without a thread for it the client is hung up on.
        let _ = thread::Builder::new().spawn(move || answer(&connection, &files, &hung_up));
    }
}

fn answer(connection: &TcpStream, files: &HashMap<String, File>, hung_up: &Sender<String>) {
    let Ok(name) = asked_for(connection) else {
        return;
    };
    let Some(file) = files.get(&name) else {
        let _ = not_found(connection);
        return;
    };
    if send(connection, file).is_err() {
        let _ = hung_up.send(name);
    }
}

/// Reads a request and returns the path without its slash.
fn asked_for(connection: &TcpStream) -> io::Result<String> {
    let mut lines = BufReader::new(connection).lines();
    let request = lines.next().unwrap_or_else(|| Ok(String::new()))?;
    for header in lines {
        if header?.is_empty() {
            break;
        }
    }
    let path = request.strip_prefix("GET /");
    let name = path.and_then(|path| path.split(' ').next());
    Ok(name.unwrap_or_default().to_owned())
}

fn not_found(mut connection: &TcpStream) -> io::Result<()> {
    connection
        .write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
}

/// Sends a file. An error says that the client has hung up.
fn send(mut connection: &TcpStream, file: &File) -> io::Result<()> {
    let length = match file.fault {
        Some(Fault::Unmeasured) => String::new(),
        _ => format!("Content-Length: {}\r\n", file.length()),
    };
    write!(
        connection,
        "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n{length}Connection: close\r\n\r\n"
    )?;
    for piece in file.sent().chunks(PIECE) {
        thread::sleep(file.pause);
        connection.write_all(piece)?;
    }
    if file.fault == Some(Fault::Stalled) {
        let mut byte = [0];
        // Nothing more comes from a client but the end of its connection.
        while connection.read(&mut byte)? > 0 {}
        return Err(io::ErrorKind::ConnectionAborted.into());
    }
    Ok(())
}
