//! A service to try the component with, on this machine.

use std::fmt::Write as _;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;

use quick_xml::escape::escape;

/// How the service behaves.
#[derive(Clone)]
pub struct Stub {
    /// The names it lists.
    pub names: Vec<String>,
    /// How many of them are on a page.
    pub page: usize,
    /// The page that is never sent, counted from 0.
    pub stalls_at: Option<usize>,
}

impl Stub {
    /// Serves until the process ends, and returns the URL.
    ///
    /// # Errors
    ///
    /// When no port is free.
    pub fn start(self) -> io::Result<String> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let url = format!("http://{}/", listener.local_addr()?);
        thread::Builder::new().spawn(move || {
            for connection in listener.incoming().flatten() {
                let stub = self.clone();
                // An error means that the client has gone.
                thread::spawn(move || stub.answer_all(&connection));
            }
        })?;
        Ok(url)
    }

    /// Answers one request after the other, as long as the client keeps the connection.
    fn answer_all(&self, mut connection: &TcpStream) -> io::Result<()> {
        let mut lines = BufReader::new(connection).lines();
        while let Some(request) = lines.next() {
            let request = request?;
            while lines
                .next()
                .is_some_and(|line| line.is_ok_and(|line| !line.is_empty()))
            {}
            let first = parameter(&request, "continuation-token")
                .parse()
                .unwrap_or(0);
            if self.stalls_at == Some(first / self.page) {
                // Until the client closes the connection.
                return connection.read(&mut [0]).map(drop);
            }
            let page = self.page(&parameter(&request, "prefix"), first);
            write!(
                connection,
                "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: {}\r\n\r\n{page}",
                page.len()
            )?;
        }
        Ok(())
    }

    fn page(&self, prefix: &str, first: usize) -> String {
        let mut xml = String::from("<?xml version=\"1.0\"?>\n<ListBucketResult>\n");
        let names: Vec<_> = self
            .names
            .iter()
            .filter(|name| name.starts_with(prefix))
            .collect();
        for name in names.iter().skip(first).take(self.page) {
            let (key, size) = (escape(name.as_str()), name.len());
            let _ = writeln!(
                xml,
                "  <Contents><Key>{key}</Key><Size>{size}</Size></Contents>"
            );
        }
        let next = first + self.page;
        if next < names.len() {
            let _ = writeln!(
                xml,
                "  <NextContinuationToken>{next}</NextContinuationToken>"
            );
        }
        xml + "</ListBucketResult>\n"
    }
}

/// A parameter of a request line; empty when it is missing. What is listed here needs no percent-decoding.
fn parameter(request: &str, name: &str) -> String {
    let target = request.split(' ').nth(1).unwrap_or_default();
    let query = target.split_once('?').map_or("", |(_, query)| query);
    let values = query.split('&').filter_map(|pair| pair.split_once('='));
    let mut values = values.filter(|(key, _)| *key == name);
    values.next().map_or("", |(_, value)| value).to_owned()
}
