//! Whether what came is what was promised.

use eap_downloader::server::{Server, sha256};

/// Compares `content` with the file of this name, by length and checksum, and returns a line that describes it.
pub(crate) fn check(server: &Server, name: &str, content: &[u8]) -> Result<String, String> {
    let url = server.url(name);
    let file = server
        .file(name)
        .ok_or_else(|| format!("{url}: no such file"))?;
    let (length, promised) = (content.len(), file.length());
    if length != promised {
        return Err(format!("{url}: {length} bytes instead of {promised}"));
    }
    let (sum, promised) = (sha256(content), file.sha256());
    if sum != promised {
        return Err(format!("{url}: SHA-256 {sum} instead of {promised}"));
    }
    Ok(format!("{length} bytes, SHA-256 {}…", &sum[..8]))
}
