use std::process::Child;

use eap_runtime::event_async;

#[event_async]
impl Vec<u8> {
    #[event_async(result = sum)]
    fn add_up(&self) -> u8 {
        self.iter().sum()
    }
}

#[event_async]
impl std::net::TcpStream {
    #[event_async]
    fn hang_up(&self) -> std::io::Result<()> {
        self.shutdown(std::net::Shutdown::Both)
    }
}

#[event_async]
impl Child {
    #[event_async]
    fn number(&self) -> u32 {
        self.id()
    }
}

fn main() {}
