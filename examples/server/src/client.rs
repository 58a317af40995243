//! Whether the client is still there.

use std::io::{self, ErrorKind};
use std::sync::Arc;

use tokio::io::Interest;
use tokio::net::TcpStream;

/// The client's end of a connection, as far as one can see it without reading.
///
/// hyper reads no further than to the end of a request until that is answered, so it does not see a client go who has sent
/// more than that, such as a second request.
#[derive(Clone)]
pub(crate) struct Client(Arc<TcpStream>);

impl Client {
    /// The connection, and the client at its other end.
    pub(crate) fn of(connection: TcpStream) -> io::Result<(TcpStream, Self)> {
        let connection = connection.into_std()?;
        let watched = TcpStream::from_std(connection.try_clone()?)?;
        Ok((TcpStream::from_std(connection)?, Self(Arc::new(watched))))
    }

    /// Waits until the client has closed its end.
    pub(crate) async fn gone(&self) {
        while let Ok(ready) = self.0.ready(Interest::READABLE).await {
            if ready.is_read_closed() {
                return;
            }
            // There is something to read, which is left to hyper: wait for the next event.
            let nothing = || Err::<(), _>(ErrorKind::WouldBlock.into());
            let _ = self.0.try_io(Interest::READABLE, nothing);
        }
    }
}
