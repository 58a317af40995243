//! A future: awaited beside the stream of its progress, and dropped to cancel.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use eap_downloader::Downloader;
use eap_downloader::server::Server;
use eap_examples::say;
use futures_lite::StreamExt;
use futures_lite::future::{block_on, zip};

use super::Quarters;
use crate::check::check;

pub(crate) fn download(
    downloader: &Arc<Downloader>,
    server: &Server,
    limit: Duration,
) -> Result<(), Box<dyn Error>> {
    block_on(async {
        await_one(downloader, server).await?;
        drop_one(downloader, server, limit).await
    })
}

async fn await_one(downloader: &Arc<Downloader>, server: &Server) -> Result<(), Box<dyn Error>> {
    let mut downloading = downloader.download_future(server.url("large"));
    let mut progress = downloading.progress();
    let reporting = async {
        let mut quarters = Quarters::default();
        while let Some(e) = progress.next().await {
            quarters.say("large", &e);
        }
    };
    let (outcome, ()) = zip(downloading, reporting).await;
    let (content, media_type) = outcome?;
    say!(
        "  large: {}, {media_type}",
        check(server, "large", &content)?
    );
    Ok(())
}

async fn drop_one(
    downloader: &Arc<Downloader>,
    server: &Server,
    limit: Duration,
) -> Result<(), Box<dyn Error>> {
    let mut downloading = downloader.download_future(server.url("stalled"));
    let mut progress = downloading.progress();
    let half = progress.find(|e| e.progress_percentage() == 50);
    half.await.ok_or("the download is over before the half")?;
    drop(downloading);
    match server.next_hang_up(limit) {
        Some(name) => say!("  {name}: dropped, and the server was hung up on"),
        None => return Err("the download goes on, though its future is dropped".into()),
    }
    Ok(())
}
